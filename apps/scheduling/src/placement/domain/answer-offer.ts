import { DAY_MS, happened, ignored, PLACEMENT_REASONS, type Decision } from '@handrail/domain';
import { trackKey } from '../../program/domain/program.js';
import { confirmedOf, placementOf } from './placement.js';
import type { PersonPlacements, Placement } from './placement.js';
import type { FoundPlace, PlacementEvent } from './placement-event.js';
import { transferred } from './settle.js';

/** The held place becomes the person's own; a place held elsewhere ends with it. */
export function acceptOffer(
  person: PersonPlacements,
  placementId: string,
): Decision<PlacementEvent> {
  const offer = placementOf(person, placementId);
  if (offer?.status === 'confirmed') return ignored('already-accepted');
  const place = offer && offeredPlace(offer);
  if (!place) return ignored('offer-not-open');
  const held = confirmedOf(person);
  return happened(...transferred(held, placementId), {
    kind: 'placement-confirmed' as const,
    placementId,
    place,
    weighing: null,
    movedFrom: held?.id ?? null,
  });
}

export interface Refusal {
  readonly placementId: string;
  /** A stable code; free text could carry names. */
  readonly reason: string;
}

export interface DecisionMoment {
  readonly now: string;
  newId(purpose: string): string;
}

/**
 * An offer that is declined stays on record as declined. The request goes on as a placement of its
 * own with its old place in line, and does not come back to this track, or not for a while.
 */
export function declineOffer(
  person: PersonPlacements,
  { placementId, reason }: Refusal,
  moment: DecisionMoment,
): Decision<PlacementEvent> {
  const offer = placementOf(person, placementId);
  if (offer?.status === 'declined') return ignored('already-declined');
  const place = offer && offeredPlace(offer);
  if (!place) return ignored('offer-not-open');
  const next: Placement = {
    ...offer,
    id: moment.newId('after-decline'),
    status: 'requested',
    programId: null,
    trackId: null,
    startsOn: null,
    timeZone: null,
    plan: null,
    offerExpiresAt: null,
    ...without(offer, trackKey(place.programId, place.trackId), reason, moment.now),
    preferredTrack: null,
    displacedBy: null,
    follows: offer.id,
    needsLook: true,
    eligibleTracks: [],
    weighedVersion: 0,
    acts: [],
    version: 1,
    createdAt: moment.now,
  };
  return happened<PlacementEvent>(
    { kind: 'placement-declined', placementId, reason },
    { kind: 'placement-requested', placement: next },
  );
}

/**
 * Silence is no refusal, and a program that is full now need not be full tomorrow: such a track is left
 * alone for a while, and others are tried. Any other reason excludes it for this request [P].
 */
function without(
  { declinedTracks, course }: Placement,
  track: string,
  reason: string,
  now: string,
): Pick<Placement, 'declinedTracks' | 'course'> {
  if (!PASSING_REASONS.has(reason)) return { declinedTracks: [...declinedTracks, track], course };
  const until = new Date(Date.parse(now) + REST_MS).toISOString();
  const others = course.resting.filter((rest) => rest.track !== track);
  return { declinedTracks, course: { ...course, resting: [...others, { track, until }] } };
}

const PASSING_REASONS: ReadonlySet<string> = new Set(['expired', 'full']);
const REST_MS = DAY_MS;

/** An offer nobody took in time lapses, and the place goes to the next in line. */
export function expireOffer(
  person: PersonPlacements,
  placementId: string,
  moment: DecisionMoment,
): Decision<PlacementEvent> {
  const offer = placementOf(person, placementId);
  const open = offer?.status === 'offered' && offer.offerExpiresAt !== null;
  if (!open || Date.parse(offer.offerExpiresAt) > Date.parse(moment.now))
    return ignored('offer-not-open');
  return declineOffer(person, { placementId, reason: PLACEMENT_REASONS.expired }, moment);
}

function offeredPlace(offer: Placement): FoundPlace | null {
  const { status, programId, trackId, startsOn, timeZone, plan } = offer;
  if (status !== 'offered' || !programId || !trackId || !startsOn || !timeZone) return null;
  return { programId, trackId, startsOn, timeZone, plan };
}
