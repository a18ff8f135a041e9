import { continuedStayReviewDue } from '@handrail/contracts';
import { outgoing, type TimerChange } from '@handrail/messaging';
import { isLevel, type Level } from '@handrail/domain';
import { activePlacements, endsBeforeReview } from '../care/domain/care.js';
import type { Step } from '../person/reaction.js';
import { nextReview, type ReviewNumbers } from './domain/review.js';

export const REVIEW_DUE = 'timer.outcomes.review-due';

const timerName = (placementId: string) => `review:${placementId}`;

interface InLevel {
  readonly placementId: string;
  readonly level: Level;
  readonly startsOn: string;
}

function reminder(
  { placementId, level, startsOn }: InLevel,
  afterDays: number,
  numbers: ReviewNumbers,
): readonly TimerChange[] {
  const next = nextReview(level, startsOn, afterDays, numbers);
  if (!next) return [];
  const data = { placementId, level, startsOn, daysInLevel: next.daysInLevel };
  return [{ kind: 'set', name: timerName(placementId), type: REVIEW_DUE, dueAt: next.dueAt, data }];
}

/** Sets the clock of continued-stay reviews when a placement is confirmed. */
export const watchStay =
  (placement: InLevel, numbers: ReviewNumbers): Step =>
  () => ({ timers: reminder(placement, 0, numbers) });

/** Stops the clock when a placement ends or is taken back. */
export const stopWatching =
  (placementId: string): Step =>
  () => ({ timers: [{ kind: 'cancel', name: timerName(placementId) }] });

/**
 * Announces a review that has come due and sets the clock for the next one. Where the plan has run out
 * nothing is announced: what comes next is asked by its end (T11), whichever of the two is heard first.
 */
export const announceReview =
  (data: Readonly<Record<string, unknown>>, dueAt: string, numbers: ReviewNumbers): Step =>
  (state) => {
    const { placementId, level, startsOn, daysInLevel } = data;
    const active = activePlacements(state.care).find((p) => p.placementId === placementId);
    if (!active || !isLevel(level) || endsBeforeReview(active, dueAt)) return {};
    const inLevel = { placementId: String(placementId), level, startsOn: String(startsOn) };
    return {
      publish: [
        outgoing(continuedStayReviewDue, {
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
