import type { CareStay } from '../../care/domain/care.js';

export interface FollowUpNumbers {
  /** Lengths of the windows, in local calendar days after the day of discharge. */
  readonly windowDays: readonly number[];
  readonly timeZone: string;
  /** A discharge recorded more days than this after it happened is history. */
  readonly historyAfterDays: number;
}

/** What a decision rests on beside the windows and the fact. */
export interface FollowUpCircumstances {
  readonly numbers: FollowUpNumbers;
  readonly now: string;
  /** Every stay of the person that is known, that of the fact among them. */
  readonly stays: readonly CareStay[];
  readonly newId: (purpose: string) => string;
}
