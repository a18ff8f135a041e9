import type { Erasure } from './erasure.js';

/** Those of one list that another does not have, by their ids. */
export function missingFrom(known: readonly Erasure[], all: readonly Erasure[]): Erasure[] {
  const ids = new Set(known.map(({ id }) => id));
  return all.filter(({ id }) => !ids.has(id));
}

/** Both lists as one, the oldest first, each erasure once. */
export const together = (a: readonly Erasure[], b: readonly Erasure[]): Erasure[] =>
  [...a, ...missingFrom(a, b)].sort(
    (earlier, later) => Date.parse(earlier.erasedAt) - Date.parse(later.erasedAt),
  );
