import { changeOfList, fromLastTime } from '@handrail/domain';
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

/** What ratings come to, in whatever order they are given; of those that were added since only they count anew. */
export const knownRatings = fromLastTime<RatingsRecorded, KnownRatings>((ratings, last) => {
  const { from, gone, come } = changeOfList(last?.list ?? [], ratings);
  const isMore = last !== undefined && gone.length === 0 && from === last.list.length;
  const known = isMore ? come.reduce<KnownRatings | undefined>(withNewer, last.result) : undefined;
  const { newest, context } = known ?? fromTheStart(ratings);
  return { newest, context, all: () => ratings };
});

const fromTheStart = (ratings: readonly RatingsRecorded[]) => ({
  newest: ratings.toSorted(byAge).at(-1),
  context: contextOf(ratings),
});

/** With one more; undefined where it was made before others, and has to be put in its place among them. */
function withNewer(
  known: KnownRatings | undefined,
  rating: RatingsRecorded,
): KnownRatings | undefined {
  if (!known || (known.newest && byAge(rating, known.newest) < 0)) return undefined;
  return { ...known, newest: rating, context: { ...known.context, ...rating.context } };
}

/** What is known with one more of the later ones, up to and with the one at this place. */
export function withOneMore(
  known: KnownRatings,
  first: readonly RatingsRecorded[],
  later: readonly RatingsRecorded[],
  at: number,
): KnownRatings {
  const all = () => [...first, ...later.slice(0, at + 1)];
  const newer = withNewer(known, later[at]!);
  return newer ? { ...newer, all } : knownRatings(all());
}
