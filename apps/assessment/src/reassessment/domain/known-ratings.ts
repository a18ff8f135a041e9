import type { CareContext } from '@handrail/contracts';
import type { RatingsRecorded } from './facts.js';
import type { Stated } from './stated.js';

/** What a number of ratings come to: the newest counts, and what each said of the person's life. */
export interface KnownRatings {
  readonly newest: RatingsRecorded | undefined;
  /** Of two that speak of the same the newer one counts. */
  readonly context: CareContext;
  /** The ratings themselves, in no order. */
  readonly all: () => readonly RatingsRecorded[];
}

/** By when they were made, then by when they were recorded. */
function byAge(a: Stated, b: Stated): number {
  if (a.ratedAt !== b.ratedAt) return a.ratedAt < b.ratedAt ? -1 : 1;
  const [ofA, ofB] = [a.source.recordedAt, b.source.recordedAt];
  return ofA === ofB ? 0 : ofA < ofB ? -1 : 1;
}

/** What is known about the person's life, the newest statement of each fact. */
export const contextOf = (statements: readonly Stated[]): CareContext =>
  statements
    .toSorted(byAge)
    .reduce<CareContext>((all, { context }) => ({ ...all, ...context }), {});

/** What ratings come to, in whatever order they are given. */
export const knownRatings = (ratings: readonly RatingsRecorded[]): KnownRatings => ({
  newest: ratings.toSorted(byAge).at(-1),
  context: contextOf(ratings),
  all: () => ratings,
});

/** What they come to one after the other: the first ones together, then with one more at a time. */
export function* asTheyBecameKnown(
  first: readonly RatingsRecorded[],
  later: readonly RatingsRecorded[],
): Generator<KnownRatings> {
  let known = knownRatings(first);
  yield known;
  for (const [at, rating] of later.entries()) {
    const all = () => [...first, ...later.slice(0, at + 1)];
    // One that was made before others that are known already has to be put in its place among them.
    known =
      known.newest && byAge(rating, known.newest) < 0
        ? knownRatings(all())
        : { newest: rating, context: { ...known.context, ...rating.context }, all };
    yield known;
  }
}
