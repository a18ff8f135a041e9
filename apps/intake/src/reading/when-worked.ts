/**
 * Calls back once somebody has worked for so long: what they have rested meanwhile does not count, nor does a rest
 * that goes on when the time is over. Answers how to forget about it.
 *
 * @param restedMs milliseconds of all rests that are over, which only rise, and of the one that goes on
 */
export function whenWorked(ms: number, restedMs: Int32Array, done: () => void): () => void {
  let timer: NodeJS.Timeout;
  let counted = Atomics.load(restedMs, 0);
  const wait = (left: number) => {
    timer = setTimeout(() => {
      const rested = Atomics.load(restedMs, 0) + Atomics.load(restedMs, 1);
      const more = rested - counted;
      counted = rested;
      if (more > 0) wait(more);
      else done();
    }, left).unref();
  };
  wait(ms);
  return () => clearTimeout(timer);
}
