export type { PseudonymousReview, ReviewedPerson, ReviewReading } from './domain/read-review.js';
export { REVIEW_STATUSES } from './domain/read-review.js';

const REVIEW_ACTS = ['link', 'keep-apart', 'undo'] as const;
export type ReviewAct = (typeof REVIEW_ACTS)[number];

/** What the overview and the menu tell of identity reviews. */
export interface ReviewsGlance {
  /** False when intake did not answer: then nothing is known, not even that nobody waits. */
  readonly known: boolean;
  readonly open: number;
  readonly oldestOpenedAt: string | null;
}
