import { setImmediate } from 'node:timers/promises';
import { DomainError } from '@handrail/domain';

/**
 * A transaction decides for no longer than this, and what is left goes into the next. PostgreSQL ends a session
 * that is idle in a transaction for ten seconds, and a member that is silent for long loses its partitions:
 * a batch that takes longer than both would come again for ever.
 */
export const DECIDE_WITHIN_MS = 2_000;

/** A single event whose rule takes so much longer is at fault itself. */
const OUTLASTS = 2.5;

/** Rules run without a pause for no longer than this: heartbeats and requests want to be heard, too. */
const BREATHE_AFTER_MS = 25;

/** The time the events of one transaction take to be decided. */
export class DecidingTime {
  readonly #withinMs: number;
  #startedMs = performance.now();
  #breathedMs = this.#startedMs;
  #longestMs = 0;

  constructor(withinMs: number) {
    this.#withinMs = withinMs;
  }

  /** Begins anew, for another transaction or another try. */
  start(): void {
    this.#startedMs = this.#breathedMs = performance.now();
    this.#longestMs = 0;
  }

  /** Whether what is left has to wait for the next transaction. */
  get isOver(): boolean {
    return performance.now() - this.#startedMs > this.#withinMs;
  }

  /** Whether one event took so long that the session may have ended for it. */
  get wasOutlasted(): boolean {
    return this.#longestMs > this.#withinMs * OUTLASTS;
  }

  /** Decides one event, and lets others be heard now and then. */
  async decide(event: () => Promise<void>): Promise<void> {
    const began = performance.now();
    await event();
    const ended = performance.now();
    this.#longestMs = Math.max(this.#longestMs, ended - began);
    if (ended - this.#breathedMs < BREATHE_AFTER_MS) return;
    await setImmediate();
    this.#breathedMs = performance.now();
  }
}

/** Deciding took longer than a transaction may: the failure is the event's own, and does not pass. */
export class OutlastedError extends DomainError {
  constructor() {
    super('outlasted', 'deciding took longer than a transaction may');
  }
}
