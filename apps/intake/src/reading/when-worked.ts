/**
 * Calls back once somebody has worked for so long: what they have rested meanwhile, by a counter of
 * milliseconds that only rises, does not count. Answers how to forget about it.
 */
export function whenWorked(ms: number, restedMs: Int32Array, done: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (left: number) => {
    const before = restedMs[0]!;
    timer = setTimeout(() => {
      const rested = restedMs[0]! - before;
      if (rested > 0) wait(rested);
      else done();
    }, left).unref();
  };
  wait(ms);
  return () => clearTimeout(timer);
}
