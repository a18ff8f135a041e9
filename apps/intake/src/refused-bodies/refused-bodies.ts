import { Counter, Gauge, type Registry } from 'prom-client';
import type { Pseudonyms } from '../person/pseudonyms.js';
import type { Inbound } from '../inbound/domain/inbound.js';
import {
  weightOf,
  whyNotKept,
  type DropReason,
  type RefusedBodyLimits,
} from '../inbound/domain/refused-body.js';

/**
 * Bounds what refused messages may fill the disk with, since anybody who reaches a port can send them. What
 * this process writes is added to what the last count found, so that a flood between two counts is bounded too.
 */
export class RefusedBodies {
  readonly #pseudonyms: Pseudonyms;
  #keptBytes = 0;
  readonly #dropped: Counter<'reason'>;
  readonly #kept: Gauge;

  constructor(
    readonly limits: RefusedBodyLimits,
    pseudonyms: Pseudonyms,
    registry: Registry,
  ) {
    this.#pseudonyms = pseudonyms;

    this.#dropped = new Counter({
      name: 'handrail_intake_refused_bodies_dropped_total',
      help: 'Refused messages whose bytes are not kept, by reason.',
      labelNames: ['reason'] as const,
      registers: [registry],
    });
    this.#kept = new Gauge({
      name: 'handrail_intake_refused_bodies_bytes',
      help: 'Bytes of refused messages that are kept; each counts for at least 1024.',
      registers: [registry],
    });
  }

  /** The message with what is to be stored of its bytes when it is refused; another as it is. */
  bounded(inbound: Inbound): Inbound {
    if (inbound.content.kind !== 'rejected') return inbound;
    if (inbound.refusedBody?.dropped) {
      this.noteDropped(inbound.refusedBody.dropped, 1);
      return inbound;
    }
    const bytes = inbound.raw.length;
    const dropped = whyNotKept(bytes, this.#keptBytes, this.limits);
    if (dropped) this.noteDropped(dropped, 1);
    else this.noteKept(this.#keptBytes + weightOf(bytes));
    return {
      ...inbound,
      refusedBody: { bytes, digest: this.#pseudonyms.body(inbound.raw), dropped },
    };
  }

  noteKept(bytes: number): void {
    this.#keptBytes = bytes;
    this.#kept.set(bytes);
  }

  noteDropped(reason: DropReason, count: number): void {
    this.#dropped.inc({ reason }, count);
  }
}
