import type { EmptiedByAnswer, MeanwhileAnswer } from '@handrail/contracts';

/** Why people have to look at placements: each is a list of its own that scheduling keeps. */
export const COORDINATION_LISTS = ['to-review', 'no-program', 'not-started', 'to-ask'] as const;
export type CoordinationList = (typeof COORDINATION_LISTS)[number];

/** What a person says to the place they were given. */
export const PERSON_ANSWERS = ['yes', 'no'] as const;
export type PersonAnswer = (typeof PERSON_ANSWERS)[number];

export type CoordinationAct = 'reviewed' | 'review-again';

/** Why somebody has looked at a placement and leaves it as it is, or not. */
export const REVIEW_REASONS = [
  'settled',
  'arranged-elsewhere',
  'no-change-needed',
  'mistake',
] as const;

/** A placement somebody has to look at, as scheduling lists it. */
export interface CoordinationItem {
  readonly id: string;
  readonly version: number;
  readonly personId: string;
  readonly level: string;
  readonly status: string;
  readonly programName: string | null;
  readonly priorityClass: number | null;
  readonly requestedAt: string;
  readonly updatedAt: string;
  /** A stable code; null where nobody has to look any more. */
  readonly needsReview: string | null;
  readonly notStartedSince: string | null;
  /** Until when the person is to be asked whether they want their place; null when nobody has to. */
  readonly askPersonBy: string | null;
  /** The level that was determined, of what is tried because no program gives it. */
  readonly insteadOf: string | null;
  /** What is tried meanwhile where no program gives the level. */
  readonly meanwhile: MeanwhileAnswer | null;
  /** Empty unless no program would do; most programs taken away first. */
  readonly emptiedBy: readonly EmptiedByAnswer[];
}
