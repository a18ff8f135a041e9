/** How many from the beginning are so, of items sorted in such a way that the others follow them. */
export function countLeading<Item>(sorted: readonly Item[], isSo: (item: Item) => boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (isSo(sorted[middle]!)) from = middle + 1;
    else to = middle;
  }
  return from;
}
