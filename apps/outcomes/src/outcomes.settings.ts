import { Type, type Static, type TObject } from '@sinclair/typebox';
import { withReason, withRule } from '@handrail/contracts';
import { isTimeZone } from '@handrail/domain';
import type { SettingShapes } from '@handrail/platform';
import type { EpisodeNumbers } from './episode/domain/episode.js';
import type { FollowUpNumbers } from './follow-up/domain/circumstances.js';
import type { RepetitionNumbers } from './return-to-use/domain/history.js';
import type { ReviewNumbers } from './review/domain/review.js';

const positive = (fallback: number) => Type.Integer({ minimum: 1, default: fallback });

/** A comma-separated list of days, shortest first. */
const days = (fallback: readonly number[]) =>
  Type.Array(withReason(Type.Integer({ minimum: 0 }), 'must be a list of days such as 7,30'), {
    minItems: 1,
    default: [...fallback],
  });

/** Settings of this service, by their names without the HANDRAIL_ prefix. */
export const outcomesSettings = {
  /** Where calendar days are counted: follow-up windows and reviews. */
  TIME_ZONE: withRule(
    Type.String({ default: 'America/New_York' }),
    isTimeZone,
    'must be a name of the IANA time zone database',
  ),
  /** Returns to use that make a repetition (T3) when they lie in the window. */
  RETURNS_THRESHOLD: Type.Integer({ minimum: 2, default: 2 }),
  RETURNS_WINDOW_DAYS: positive(30),
  /** Reports this close together tell of one return to use. */
  RETURNS_SAME_WITHIN_HOURS: positive(24),
  SECOND_DETOX_MONTHS: positive(6),
  REPETITION_COOL_DOWN_DAYS: Type.Integer({ minimum: 0, default: 7 }),
  FOLLOW_UP_DAYS: days([7, 30]),
  /** What is told more days than this after it happened opens, announces and starts nothing. */
  HISTORY_AFTER_DAYS: positive(30),
  /** Days without any care after which an episode is closed. */
  EPISODE_GAP_DAYS: positive(30),
  REVIEW_EVERY_DAYS: positive(30),
  /** Further reviews in intensive outpatient: weeks 8 and 12. */
  REVIEW_IOP_DAYS: days([56, 84]),
} as const satisfies SettingShapes;

export type OutcomesSettings = Static<TObject<typeof outcomesSettings>>;

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
