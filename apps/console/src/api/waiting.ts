import type { ForecastErrorAnswer, WaitingAnswer } from '@handrail/contracts';

/** Groups of the waiting list: who waits for room, whom no program would do for, and whose consent is missing. */
export const WAITING_GROUPS = ['full', 'no-matching-program', 'consent'] as const;
export type WaitingGroup = (typeof WAITING_GROUPS)[number];

/** What people do about somebody who waits, as scheduling takes it. */
export const WAITING_ACTS = [
  'interim',
  'contact',
  'pause',
  'resume',
  'refer',
  'answer',
  'exception',
  'remove',
  'return',
  'take-back',
] as const;
export type WaitingActName = (typeof WAITING_ACTS)[number];

/** When a place is likely, and how far such forecasts of the level erred; null while that is not known. */
export interface LikelyPlace {
  readonly likelyAt: string | null;
  /** Why no day is named, as a code. */
  readonly because: string | null;
  readonly error: Pick<
    ForecastErrorAnswer,
    'measured' | 'errorDays' | 'movingAverageErrorDays'
  > | null;
}

/** Somebody on the waiting list; without a forecast when scheduling gave none. */
export interface WaitingItem extends WaitingAnswer {
  readonly forecast: LikelyPlace | null;
}

/** What an act left: who was removed is put back under this version. */
export interface WaitingActed {
  readonly placementId: string;
  readonly version: number | null;
}
