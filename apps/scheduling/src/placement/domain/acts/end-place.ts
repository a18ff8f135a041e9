import { actOnConfirmed } from './act.js';

/** A place ends by hand, with the reason of whoever ends it; the next in line gets it. */
export const endPlace = actOnConfirmed('end', ({ id: placementId }, { reason: endReason }) => [
  { kind: 'placement-completed', placementId, endReason, displacedBy: null },
]);
