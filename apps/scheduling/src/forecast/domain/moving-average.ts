/** So many people of a class got a place after so long, on average. */
export interface WaitsEnded {
  readonly priorityClass: number;
  readonly waitedDays: number;
  readonly count: number;
}

/**
 * The yardstick of the forecast: who waits is taken to wait as long as those of the same class who got a
 * place in the last 30 days did on average, in days from now; null when nobody of any class did.
 */
export function byMovingAverage(
  person: { readonly priorityClass: number; readonly waitedDays: number },
  lately: readonly WaitsEnded[],
): number | null {
  const alike = lately.filter(({ priorityClass }) => priorityClass === person.priorityClass);
  const of = alike.length > 0 ? alike : lately;
  const people = of.reduce((sum, { count }) => sum + count, 0);
  if (people === 0) return null;
  const mean = of.reduce((sum, { waitedDays, count }) => sum + waitedDays * count, 0) / people;
  return Math.max(0, mean - person.waitedDays);
}
