import { trackKey } from '../../program/domain/program.js';
import { notBegun } from './course.js';
import { afterReinstatement, endedAsOffer } from './offer.js';
import type { Placement } from './placement.js';

/** Asks again with its old place in line; a place that was held is tried first. */
export function reinstated(placement: Placement, arrival = placement.course.arrival): Placement {
  const { programId, trackId } = placement;
  const { cameAt, cameBefore, sessionsBy } = placement.course;
  return {
    ...withoutPlace(placement),
    status: 'requested',
    endReason: null,
    displacedBy: null,
    course: { ...notBegun, arrival, cameAt, cameBefore, sessionsBy },
    offers: afterReinstatement(placement.offers, placement.endReason),
    preferredTrack: programId && trackId ? trackKey(programId, trackId) : null,
    needsLook: true,
  };
}

/** As it was before a death ended it: theirs, or, if it was only held for an answer or waited for, asked for. */
export function asBeforeDeath(placement: Placement): Placement {
  const { programId, startsOn, course } = placement;
  if (programId === null || startsOn === null || endedAsOffer(placement))
    return reinstated(placement);
  return {
    ...placement,
    status: 'confirmed',
    endReason: null,
    course: { ...course, endedBy: null },
  };
}

/** Nobody has the place, or is asked about it. */
export const withoutPlace = (placement: Placement): Placement => ({
  ...placement,
  programId: null,
  trackId: null,
  startsOn: null,
  timeZone: null,
  plan: null,
  offerExpiresAt: null,
});
