import { hasArrived } from '../placement.js';
import { actOnConfirmed } from './act.js';

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
export const takeBackArrival = actOnConfirmed(
  'not-arrived',
  ({ id: placementId, plan, attended }) => {
    if (plan !== null) return 'has-sessions';
    return attended ? [{ kind: 'attendance-taken-back', placementId }] : 'has-not-arrived';
  },
);
