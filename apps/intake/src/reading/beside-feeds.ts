import { isSomebodyPrompt } from '@handrail/platform/prompt-works';

/** So long it works before it looks whether somebody else needs the processor. */
const STRETCH_MS = 5;
/** Beside feeds it rests for so many times as long as it worked. */
const REST = 3;
const MAX_REST_MS = 5_000;

/**
 * For the reading thread: between two messages, and after each payload, it rests as long as feeds are served.
 * On a small machine a thread that reads megabytes takes a processor of its own, and every answer of a feed
 * comes later for it, though nobody waits for the thread.
 */
export class BesideFeeds {
  readonly #promptWorks: Int32Array;
  readonly #rested: Int32Array;
  #since = performance.now();
  readonly #sleeps = new Int32Array(new SharedArrayBuffer(4));

  /**
   * @param promptWorks whether feeds are served, as the platform keeps it for other threads
   * @param rested milliseconds of all rests that are over, and of the one that goes on, for who measures how long a
   *   payload took
   */
  constructor(promptWorks: Int32Array, rested: Int32Array) {
    this.#promptWorks = promptWorks;
    this.#rested = rested;
  }

  /** Call it between two steps that are short each. */
  step(): void {
    const workedMs = performance.now() - this.#since;
    if (workedMs < STRETCH_MS) return;
    if (isSomebodyPrompt(this.#promptWorks)) this.#rest(Math.min(REST * workedMs, MAX_REST_MS));
    this.#since = performance.now();
  }

  #rest(ms: number): void {
    const from = performance.now();
    Atomics.store(this.#rested, 1, Math.ceil(ms));
    Atomics.wait(this.#sleeps, 0, 0, ms);
    Atomics.add(this.#rested, 0, Math.round(performance.now() - from));
    Atomics.store(this.#rested, 1, 0);
  }
}
