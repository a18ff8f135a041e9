import { daysBetween, isLevel } from '@handrail/domain';
import type { TimerChange } from '@handrail/messaging';
import { activePlacements, endsBeforeReview } from '../../care/domain/care-now.js';
import { nextReview, type InLevel, type ReviewNumbers } from '../../review/domain/review.js';
import { noReviewTimer, reviewDueEvent, reviewTimer } from '../../review/review.publish.js';
import type { ReactionStep } from '../reaction.js';

function reminder(
  inLevel: InLevel,
  afterDays: number,
  numbers: ReviewNumbers,
): readonly TimerChange[] {
  const next = nextReview(inLevel.level, inLevel.startsOn, afterDays, numbers);
  return next ? [reviewTimer(inLevel, next)] : [];
}

/** Sets the clock of continued-stay reviews when a placement is confirmed, or its first day moves. */
export const watchStay =
  (placement: InLevel, numbers: ReviewNumbers): ReactionStep =>
  ({ care }) => {
    const active = activePlacements(care).find((p) => p.placementId === placement.placementId);
    const startsOn = active?.since ?? placement.startsOn;
    const afterDays = Math.max(0, daysBetween(startsOn, placement.startsOn));
    return { timers: reminder({ ...placement, startsOn }, afterDays, numbers) };
  };

/** Stops the clock when a placement ends or is taken back. */
export const stopWatching =
  (placementId: string): ReactionStep =>
  () => ({ timers: [noReviewTimer(placementId)] });

/**
 * Announces a review that has come due and sets the clock for the next one. Where the plan has run out
 * nothing is announced: what comes next is asked by its end (T11), whichever of the two is heard first.
 */
export const announceReview =
  (data: Readonly<Record<string, unknown>>, dueAt: string, numbers: ReviewNumbers): ReactionStep =>
  (state) => {
    const { placementId, level, startsOn, daysInLevel } = data;
    const active = activePlacements(state.care).find((p) => p.placementId === placementId);
    if (!active || !isLevel(level) || endsBeforeReview(active, dueAt)) return {};
    const inLevel = { placementId: String(placementId), level, startsOn: String(startsOn) };
    return {
      publish: [
        reviewDueEvent({
          personId: state.personId,
          placementId: inLevel.placementId,
          level,
          daysInLevel: Number(daysInLevel),
          dueAt,
        }),
      ],
      timers: reminder(inLevel, Number(daysInLevel), numbers),
    };
  };
