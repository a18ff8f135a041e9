/** Waits for `work`, but not longer than that; an error counts as the end of it. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let late: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => (late = setTimeout(resolve, ms)));
  await Promise.race([work.catch(() => undefined), timeout]);
  clearTimeout(late);
}

/** What `work` gives, or a failure when that takes longer; `work` itself is not ended by it. */
export async function unlessLate<T>(ms: number, work: Promise<T>): Promise<T> {
  let late: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new Error(`Kafka has not answered for ${ms / 1_000} s`)), ms);
  });
  // Nobody looks at what comes too late.
  work.catch(() => undefined);
  return await Promise.race([work, timeout]).finally(() => clearTimeout(late));
}
