import type { Decision } from '@handrail/domain';
import type { PersonPlacements } from '../placement.js';
import type { PlacementEvent } from '../placement-event.js';
import { decideAct, onConfirmed, type ActByHand } from './act.js';

/** A place is kept for somebody who cannot come for a while, until it is released. */
export const holdPlace = (
  person: PersonPlacements,
  act: ActByHand,
  now: string,
): Decision<PlacementEvent> =>
  decideAct(
    person,
    'hold',
    act,
    now,
    onConfirmed(({ id: placementId, course }) =>
      course.hold
        ? 'already-held'
        : [{ kind: 'placement-held', placementId, stayId: null, since: now }],
    ),
  );

/** The person comes again. What is kept for a stay is taken up when the stay ends. */
export const releasePlace = (
  person: PersonPlacements,
  act: ActByHand,
  now: string,
): Decision<PlacementEvent> =>
  decideAct(
    person,
    'release',
    act,
    now,
    onConfirmed(({ id: placementId, course }) => {
      if (!course.hold) return 'not-held';
      if (course.hold.stayId !== null) return 'held-for-a-stay';
      return [{ kind: 'placement-resumed', placementId }];
    }),
  );
