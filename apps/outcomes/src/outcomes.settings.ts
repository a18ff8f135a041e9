import { isTimeZone } from '@handrail/domain';
import { z } from 'zod';
import type { EpisodeNumbers } from './episode/domain/episode.js';
import type { FollowUpNumbers } from './follow-up/domain/follow-up.js';
import type { RepetitionNumbers } from './return-to-use/domain/history.js';
import type { ReviewNumbers } from './review/domain/review.js';

const positive = (fallback: number) => z.coerce.number().int().min(1).default(fallback);

/** A comma-separated list of days, shortest first. */
const days = (fallback: string) =>
  z
    .string()
    .regex(/^\d+(,\d+)*$/, 'a list of days such as 7,30')
    .default(fallback)
    .transform((text) => text.split(',').map(Number));

/** Settings of this service, by their names without the HANDRAIL_ prefix. */
export const outcomesSettings = {
  /** Where calendar days are counted: follow-up windows and reviews. */
  TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'a name of the IANA time zone database')
    .default('America/New_York'),
  /** Returns to use that make a repetition (T3) when they lie in the window. */
  RETURNS_THRESHOLD: z.coerce.number().int().min(2).default(2),
  RETURNS_WINDOW_DAYS: positive(30),
  /** Reports this close together tell of one return to use. */
  RETURNS_SAME_WITHIN_HOURS: positive(24),
  SECOND_DETOX_MONTHS: positive(6),
  REPETITION_COOL_DOWN_DAYS: z.coerce.number().int().min(0).default(7),
  FOLLOW_UP_DAYS: days('7,30'),
  /** What is told more days than this after it happened opens, announces and starts nothing. */
  HISTORY_AFTER_DAYS: positive(30),
  /** Days without any care after which an episode is closed. */
  EPISODE_GAP_DAYS: positive(30),
  REVIEW_EVERY_DAYS: positive(30),
  /** Further reviews in intensive outpatient: weeks 8 and 12. */
  REVIEW_IOP_DAYS: days('56,84'),
} as const satisfies z.ZodRawShape;

export type OutcomesSettings = z.infer<z.ZodObject<typeof outcomesSettings>>;

/** The numbers each rule takes, read from the settings once. */
export interface RuleNumbers {
  readonly timeZone: string;
  readonly repetition: RepetitionNumbers;
  readonly followUp: FollowUpNumbers;
  readonly episode: EpisodeNumbers;
  readonly review: ReviewNumbers;
}

/** Injection token of `RuleNumbers`. */
export const RULE_NUMBERS = Symbol('handrail:outcomes:rule-numbers');

export const ruleNumbersOf = (settings: OutcomesSettings): RuleNumbers => ({
  timeZone: settings.TIME_ZONE,
  repetition: {
    threshold: settings.RETURNS_THRESHOLD,
    windowDays: settings.RETURNS_WINDOW_DAYS,
    sameWithinHours: settings.RETURNS_SAME_WITHIN_HOURS,
    secondDetoxMonths: settings.SECOND_DETOX_MONTHS,
    coolDownDays: settings.REPETITION_COOL_DOWN_DAYS,
    historyAfterDays: settings.HISTORY_AFTER_DAYS,
  },
  followUp: {
    windowDays: settings.FOLLOW_UP_DAYS,
    timeZone: settings.TIME_ZONE,
    historyAfterDays: settings.HISTORY_AFTER_DAYS,
  },
  episode: { gapDays: settings.EPISODE_GAP_DAYS },
  review: {
    everyDays: settings.REVIEW_EVERY_DAYS,
    iopDays: settings.REVIEW_IOP_DAYS,
    timeZone: settings.TIME_ZONE,
  },
});
