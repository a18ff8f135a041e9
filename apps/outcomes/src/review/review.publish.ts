import { continuedStayReviewDue, type ContinuedStayReviewDue } from '@handrail/contracts';
import { outgoing, type Outgoing, type TimerChange } from '@handrail/messaging';
import type { InLevel, NextReview } from './domain/review.js';

export const REVIEW_DUE = 'timer.outcomes.review-due';

const timerName = (placementId: string) => `review:${placementId}`;

/** The clock of the next review of a stay; its timer carries what the review is about. */
export const reviewTimer = (
  { placementId, level, startsOn }: InLevel,
  { daysInLevel, dueAt }: NextReview,
): TimerChange => ({
  kind: 'set',
  name: timerName(placementId),
  type: REVIEW_DUE,
  dueAt,
  data: { placementId, level, startsOn, daysInLevel },
});

/** Stops the clock of a stay's reviews. */
export const noReviewTimer = (placementId: string): TimerChange => ({
  kind: 'cancel',
  name: timerName(placementId),
});

/** What others hear when a review has come due. */
export const reviewDueEvent = (review: ContinuedStayReviewDue): Outgoing =>
  outgoing(continuedStayReviewDue, review);
