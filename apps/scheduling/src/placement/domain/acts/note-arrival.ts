import type { Decision } from '@handrail/domain';
import { hasArrived, type PersonPlacements } from '../placement.js';
import type { PlacementEvent } from '../placement-event.js';
import { fallingWith } from '../withdraw.js';
import { actOnConfirmed, decideAct, onConfirmed, type ActByHand } from './act.js';

/**
 * The person has moved in. Of places with sessions attendance says so and of most beds a stay does; a
 * recovery residence often sends neither.
 */
export const noteArrival = actOnConfirmed('arrived', (placement, _act, now) => {
  if (placement.plan !== null) return 'has-sessions';
  if (hasArrived(placement)) return 'already-arrived';
  return [{ kind: 'attendance-noted', placementId: placement.id, at: now }];
});

/** Nobody has moved in after all. What a stay says is taken back by whoever reported the stay. */
export const takeBackArrival = (
  person: PersonPlacements,
  act: ActByHand,
  now: string,
): Decision<PlacementEvent> =>
  decideAct(
    person,
    'not-arrived',
    act,
    now,
    onConfirmed(({ id: placementId, plan, attended }) => {
      if (plan !== null) return 'has-sessions';
      if (!attended) return 'has-not-arrived';
      return fallingWith(person, [{ kind: 'attendance-taken-back', placementId }]);
    }),
  );
