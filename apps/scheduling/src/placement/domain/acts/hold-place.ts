import { actOnConfirmed } from './act.js';

/** A place is kept for somebody who cannot come for a while, until it is released. */
export const holdPlace = actOnConfirmed('hold', ({ id: placementId, course }, _act, now) =>
  course.hold
    ? 'already-held'
    : [{ kind: 'placement-held', placementId, stayId: null, since: now }],
);

/** The person comes again. What is kept for a stay is taken up when the stay ends. */
export const releasePlace = actOnConfirmed('release', ({ id: placementId, course }) => {
  if (!course.hold) return 'not-held';
  if (course.hold.stayId !== null) return 'held-for-a-stay';
  return [{ kind: 'placement-resumed', placementId }];
});
