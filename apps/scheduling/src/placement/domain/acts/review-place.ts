import type { Decision } from '@handrail/domain';
import type { PersonPlacements } from '../placement.js';
import type { PlacementEvent } from '../placement-event.js';
import { decideAct, type ActByHand } from './act.js';

/** Somebody has looked at what software could not settle: it leaves the list of work. */
export const reviewPlace = (
  person: PersonPlacements,
  act: ActByHand,
  now: string,
): Decision<PlacementEvent> =>
  decideAct(person, 'reviewed', act, now, ({ id: placementId, needsReview }) =>
    needsReview === null
      ? 'nothing-to-review'
      : [{ kind: 'review-done', placementId, reason: needsReview, at: now }],
  );

/** It was not settled after all: it is back on the list for the reason it was there before. */
export const reviewAgain = (
  person: PersonPlacements,
  act: ActByHand,
  now: string,
): Decision<PlacementEvent> =>
  decideAct(person, 'review-again', act, now, ({ id: placementId, needsReview, course }) =>
    needsReview !== null || course.reviewed === null
      ? 'nothing-was-reviewed'
      : [{ kind: 'review-needed', placementId, reason: course.reviewed.reason }],
  );
