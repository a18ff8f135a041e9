import type { Dimension, Rating, Ratings } from '@handrail/contracts';
import { DIMENSIONS } from '@handrail/domain';
import type { CareReassessment } from '../../../../../src/api/care.js';

/** What somebody has typed and not recorded yet: only what differs from the record. */
export interface Typed {
  readonly ratings: Partial<Ratings>;
  readonly context: Readonly<Record<string, unknown>>;
  readonly note: string;
}

export const NOTHING: Typed = { ratings: {}, context: {}, note: '' };

export const isEmpty = (typed: Typed): boolean => sameTyped(typed, NOTHING);

/** Whether two drafts say the same, whatever the order they were typed in. */
export function sameTyped(a: Typed, b: Typed): boolean {
  return sorted(a) === sorted(b);
}

function sorted({ ratings, context, note }: Typed): string {
  const pairs = (of: object) => Object.entries(of).sort(([x], [y]) => (x < y ? -1 : 1));
  return JSON.stringify([pairs(ratings), pairs(context), note.trim()]);
}

/**
 * The ratings that count with what was typed. A recorded rating that has gone stale does not count:
 * recording it again unseen would make it fresh.
 */
export function effective(view: CareReassessment, typed: Typed): Ratings {
  const rated = (dimension: Dimension): Rating =>
    typed.ratings[dimension] ??
    (view.staleRatings.includes(dimension) ? 'unknown' : view.ratings[dimension]);
  const [d1, d2, d3, d4, d5, d6] = DIMENSIONS.map(rated) as [
    Rating,
    Rating,
    Rating,
    Rating,
    Rating,
    Rating,
  ];
  return { d1, d2, d3, d4, d5, d6 };
}

/** Sets one rating; the one that is on record anyway needs no typing. */
export function rate(
  view: CareReassessment,
  typed: Typed,
  dimension: Dimension,
  to: Rating,
): Typed {
  const { [dimension]: _, ...others } = typed.ratings;
  const recorded = effective(view, { ...typed, ratings: others })[dimension];
  return { ...typed, ratings: to === recorded ? others : { ...others, [dimension]: to } };
}

/** Facts that are lists, such as hours, are the same when they say the same. */
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** States one fact; what is on record anyway needs no typing. */
export function state(view: CareReassessment, typed: Typed, fact: string, to: unknown): Typed {
  const recorded: Typed['context'] = view.context;
  if (isSame(recorded[fact], to)) return unstate(typed, fact);
  return { ...typed, context: { ...unstate(typed, fact).context, [fact]: to } };
}

/** Takes back what was typed of one fact: the record counts again. */
export function unstate(typed: Typed, fact: string): Typed {
  const { [fact]: _, ...others } = typed.context;
  return { ...typed, context: others };
}

/** One fact as it holds with what was typed; undefined when nobody knows it. */
export const stated = (view: CareReassessment, typed: Typed, fact: string): unknown =>
  fact in typed.context ? typed.context[fact] : (view.context as Typed['context'])[fact];

/** The draft the service keeps, without what has been recorded since. */
export function draftOf(view: CareReassessment): Typed {
  const { ratings, context = {}, note } = view.draft ?? { ratings: {}, note: null };
  let typed: Typed = { ...NOTHING, note: note ?? '' };
  for (const dimension of DIMENSIONS) {
    const rating = ratings[dimension];
    if (rating !== undefined) typed = rate(view, typed, dimension, rating);
  }
  for (const [fact, to] of Object.entries(context)) typed = state(view, typed, fact, to);
  return typed;
}

export const rated = (ratings: Ratings): number =>
  DIMENSIONS.filter((dimension) => ratings[dimension] !== 'unknown').length;

/** Without d1 to d3 no level is determined: what is not known there is never guessed. */
export const missing = (ratings: Ratings): Dimension[] =>
  (['d1', 'd2', 'd3'] as const).filter((dimension) => ratings[dimension] === 'unknown');

/** Whether the policy has to be asked again before what is typed can be signed. */
export const changesRecord = (typed: Typed): boolean =>
  Object.keys(typed.ratings).length + Object.keys(typed.context).length > 0;
