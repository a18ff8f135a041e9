/** Where two lists are not the same: elements before `from` are, and so are the last ones of both. */
export interface ChangeOfList<Of> {
  readonly from: number;
  readonly gone: readonly Of[];
  readonly come: readonly Of[];
}

/**
 * What changed from one list to another. Facts are added, replaced or taken out and never changed in place,
 * so what is alike at both ends is the same objects, which are passed over fast.
 */
export function changeOfList<Of>(before: readonly Of[], after: readonly Of[]): ChangeOfList<Of> {
  if (before === after) return { from: after.length, gone: [], come: [] };
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from += 1;
  let tail = 0;
  while (
    tail < shorter - from &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail += 1;
  return {
    from,
    gone: before.slice(from, before.length - tail),
    come: after.slice(from, after.length - tail),
  };
}

/** How many elements are others. */
export const countOf = ({ gone, come }: ChangeOfList<unknown>): number => gone.length + come.length;
