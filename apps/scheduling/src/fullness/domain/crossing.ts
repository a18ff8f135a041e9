/** How full a program is: places taken by whomever, of those that are in service. */
export interface Fullness {
  readonly taken: number;
  readonly capacity: number;
}

/** From so much of its capacity to admit on, a program tells the State (45 CFR 96.126(a)). */
const REACHED_AT = 0.9;

/** Under so much a crossing is over, so that one place to and fro is not told twice [P]. */
const OVER_UNDER = 0.85;

/**
 * Whether a program has come over the line, or is well under it again; null when nothing has changed.
 * A program without a place in service has no capacity that could be reached.
 */
export function crossingOf(
  { taken, capacity }: Fullness,
  isOver: boolean,
): 'reached' | 'fell' | null {
  const share = capacity > 0 ? taken / capacity : 0;
  if (!isOver) return share >= REACHED_AT ? 'reached' : null;
  return share < OVER_UNDER ? 'fell' : null;
}
