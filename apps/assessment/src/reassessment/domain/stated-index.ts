import { eventsOf, countLeading } from '@handrail/domain';
import type { FactSource, RatingsRecorded } from './facts.js';
import { instantMs } from './instants.js';
import type { Stated } from './stated.js';

/**
 * Which statements a set holds, in three numbers: how many, and two halves of their ids put together, so that
 * what a set of thousands is made of is told apart without listing it.
 */
export type Mark = readonly [count: number, high: number, low: number];

export const noMark: Mark = [0, 0, 0];

/** The last 48 bits of an id, which come from a hash. */
function markOf({ source: { eventId } }: Stated): Mark {
  const digits = eventId.slice(-12);
  return [1, Number.parseInt(digits.slice(0, 6), 16), Number.parseInt(digits.slice(6), 16)];
}

const withMark = (a: Mark, b: Mark): Mark => [a[0] + b[0], a[1] ^ b[1], a[2] ^ b[2]];

/** Up to when statements count from the start, by when they were recorded and by when they were made. */
export interface Reach {
  readonly recordedUntil: string;
  readonly madeUntilMs: number;
}

/** Statements in the order in which they were recorded, with what is asked of them. */
export interface StatedIndex<Of extends Stated> {
  readonly ordered: readonly Of[];
  /** When each was made. */
  readonly madeMs: readonly number[];
  /** The mark of the first ones, up to and with each. */
  readonly marks: readonly Mark[];
  /** When the earliest was made of those from each on. */
  readonly earliestMs: readonly number[];
}

export const indexOf = <Of extends Stated>(statements: readonly Of[]): StatedIndex<Of> => {
  const ordered = [...statements].sort((a, b) => byRecording(a.source, b.source));
  const marks: Mark[] = [];
  for (const each of ordered) marks.push(withMark(marks.at(-1) ?? noMark, markOf(each)));
  const madeMs = ordered.map(({ ratedAt }) => instantMs(ratedAt));
  const earliestMs: number[] = [];
  for (let at = ordered.length - 1; at >= 0; at -= 1)
    earliestMs[at] = Math.min(madeMs[at]!, earliestMs[at + 1] ?? Infinity);
  return { ordered, madeMs, marks, earliestMs };
};

/** The same with one more; undefined where it was not recorded last. */
function withOneMore<Of extends Stated>(
  { ordered, madeMs: known, marks, earliestMs }: StatedIndex<Of>,
  added: Of,
): StatedIndex<Of> | undefined {
  const last = ordered.at(-1);
  if (last && byRecording(last.source, added.source) > 0) return undefined;
  const madeMs = instantMs(added.ratedAt);
  const earliest = [...earliestMs, madeMs];
  for (let at = earliest.length - 2; at >= 0 && earliest[at]! > madeMs; at -= 1)
    earliest[at] = madeMs;
  return {
    ordered: [...ordered, added],
    madeMs: [...known, madeMs],
    marks: [...marks, withMark(marks.at(-1) ?? noMark, markOf(added))],
    earliestMs: earliest,
  };
}

const indexes = new WeakMap<readonly RatingsRecorded[], StatedIndex<RatingsRecorded>>();

export function ratingsInOrder(ratings: readonly RatingsRecorded[]): StatedIndex<RatingsRecorded> {
  const known = indexes.get(ratings) ?? indexOf(ratings);
  indexes.set(ratings, known);
  return known;
}

/** Ratings with one more. What is known of them grows with it: thousands are not put in order for each. */
export function withRatings(
  ratings: readonly RatingsRecorded[],
  added: RatingsRecorded,
): readonly RatingsRecorded[] {
  const all = [...ratings, added];
  const before = indexes.get(ratings);
  const index = before && withOneMore(before, added);
  if (index) indexes.set(all, index);
  return all;
}

/** Where those are that count: the first ones, which were recorded in time, and late ones behind them. */
export function placesWithin(
  { ordered, madeMs, earliestMs }: StatedIndex<Stated>,
  { recordedUntil, madeUntilMs }: Reach,
): { readonly first: number; readonly late: readonly number[] } {
  const first = countLeading(ordered, ({ source }) => source.recordedAt <= recordedUntil);
  const late: number[] = [];
  for (let at = first; (earliestMs[at] ?? Infinity) <= madeUntilMs; at += 1)
    if (madeMs[at]! <= madeUntilMs) late.push(at);
  return { first, late };
}

/** The mark of those that count, and of one that counts in any case. */
export function markWithin(index: StatedIndex<Stated>, reach: Reach, also?: string): Mark {
  const { first, late } = placesWithin(index, reach);
  const place = also === undefined ? -1 : placeOf(also, index);
  const added = place < first || late.includes(place) ? [] : [place];
  return [...late, ...added].reduce(
    (mark, at) => withMark(mark, markOf(index.ordered[at]!)),
    first === 0 ? noMark : index.marks[first - 1]!,
  );
}

/** Where the one of an event is, the first of them; nowhere, where it was taken back. */
function placeOf(eventId: string, { ordered }: StatedIndex<Stated>): number {
  const statement = statedBy(ordered).get(eventId);
  return statement
    ? countLeading(ordered, (other) => byRecording(other.source, statement) < 0)
    : -1;
}

const statedBy = eventsOf(({ source }: Stated) => [source]);

function byRecording(a: FactSource, b: FactSource): number {
  if (a.recordedAt !== b.recordedAt) return a.recordedAt < b.recordedAt ? -1 : 1;
  return a.eventId === b.eventId ? 0 : a.eventId < b.eventId ? -1 : 1;
}
