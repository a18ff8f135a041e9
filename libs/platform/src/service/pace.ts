/** A message of a feed waits some twenty times for the process: each wait is one stretch of somebody else. */
const STRETCH_MS = 5;

/**
 * Lets everybody else have a turn during long work: between two steps that are short each, everything
 * that waits is done first once the work has held the process for a while.
 *
 *   const pace = new Pace();
 *   for (const each of many) { doOne(each); await pace.step(); }
 */
export class Pace {
  #since = performance.now();

  async step(): Promise<void> {
    if (performance.now() - this.#since < STRETCH_MS) return;
    await new Promise((resume) => setImmediate(resume));
    this.#since = performance.now();
  }

  /** One result for each, in order. */
  async map<T, R>(
    many: Iterable<T>,
    toResult: (each: T, at: number) => R | Promise<R>,
  ): Promise<Awaited<R>[]> {
    const results: Awaited<R>[] = [];
    for (const each of many) {
      results.push(await toResult(each, results.length));
      await this.step();
    }
    return results;
  }
}
