import { toStorable } from '@handrail/domain';
import { factsOf, Problem, type AuditTrail, type Caller } from '@handrail/platform';
import type { Request } from 'express';
import type { Speaker } from '../hl7v2/speaker.js';
import type { Inbound } from '../inbound/domain/inbound.js';
import { maySpeakAs } from './senders.js';
import type { Sender } from '../profile/source-profiles.js';
import { foreignParts, type Bound, type ForeignPart } from './http-senders.js';

/** Rows of the audit that one request can cause, and places its answer names. */
const MOST_NAMED = 20;
const LONGEST = 200;

interface Around {
  readonly request: Request;
  readonly principal: Caller['principal'];
  readonly trail: Pick<AuditTrail, 'keepEach'>;
}

/** Who sends a request, where a table says as whom they may; what is somebody else's is refused whole, and kept as that. */
export class HttpSpeaker implements Speaker {
  readonly #bound: Bound;
  readonly #around: Around;
  readonly #foreign: ForeignPart[] = [];

  constructor(bound: Bound, around: Around) {
    this.#bound = bound;
    this.#around = around;
  }

  maySpeakAs(sender: Pick<Sender, 'application' | 'facility'>): boolean {
    return maySpeakAs(this.#bound.speaks, sender);
  }

  keepForeign(source: string): Promise<void> {
    return this.#keep([{ path: '/MSH', source }]);
  }

  /**
   * @throws Problem 403 when one of the messages is of a source that is not theirs; one row in the audit for each such
   *   source is committed before that
   */
  async refuseForeign(messages: readonly Inbound[], isBatch: boolean): Promise<void> {
    const foreign = foreignParts(messages, this.#bound, isBatch);
    if (foreign.length > 0) await this.#keep(foreign);
    this.refuseKept();
  }

  /** @throws Problem 403 when something was somebody else's */
  refuseKept(): void {
    if (this.#foreign.length > 0) throw foreignSource(this.#foreign.map(({ path }) => path));
  }

  async #keep(foreign: readonly ForeignPart[]): Promise<void> {
    this.#foreign.push(...foreign);
    const { request, principal, trail } = this.#around;
    const sources = new Set(foreign.map(({ source }) => toStorable(source.slice(0, LONGEST))));
    const kept = [...sources].slice(0, MOST_NAMED);
    await trail.keepEach(factsOf(request, principal), kept, 'speaks-as-another');
  }
}

const foreignSource = (paths: readonly string[]): Problem =>
  new Problem(
    403,
    'foreign-source',
    'This is of another source',
    'Who sends may speak for their own sources only. Nothing was stored; the attempt is kept.',
    paths.slice(0, MOST_NAMED).map((path) => ({
      path,
      reason: 'names a source that is not yours',
      accepted: 'a source that HANDRAIL_HTTP_SENDERS_FILE lists for this client',
    })),
  );
