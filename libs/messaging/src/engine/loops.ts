/**
 * Longer than any turn takes that will end: the longest wait inside of one is 25 s for a statement, and
 * a turn counts anew with each step it takes.
 */
export const STUCK_AFTER_MS = 120_000;

/**
 * Who of the loops of this process still turns. A loop says so at each step; one that waits for a
 * broken database tries again and again and says so, too, because each of its waits has an end. Only one
 * that takes no step at all is stuck, and nothing but a new process helps.
 */
export class Loops {
  readonly #steppedAt = new Map<string, number>();

  /** The loop of this name takes a step, or begins. `nowMs` is of the monotonic clock. */
  step(name: string, nowMs = performance.now()): void {
    this.#steppedAt.set(name, nowMs);
  }

  /** The loop has come to its end, or waits for a call that may never come. */
  rest(name: string): void {
    this.#steppedAt.delete(name);
  }

  /** One sentence for each loop that should turn and does not. */
  stuck(nowMs = performance.now()): string[] {
    return [...this.#steppedAt]
      .map(([name, at]) => ({ name, silentMs: nowMs - at }))
      .filter(({ silentMs }) => silentMs > STUCK_AFTER_MS)
      .map(
        ({ name, silentMs }) => `${name} has taken no step for ${Math.round(silentMs / 1_000)} s`,
      );
  }
}
