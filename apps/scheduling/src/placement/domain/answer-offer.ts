import { happened, ignored, PLACEMENT_REASONS, type Decision } from '@handrail/domain';
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
 * own with its old place in line, and does not come back to this track.
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
    plan: null,
    offerExpiresAt: null,
    declinedTracks: [...offer.declinedTracks, trackKey(place.programId, place.trackId)],
    preferredTrack: null,
    displacedBy: null,
    follows: offer.id,
    needsLook: true,
    eligibleTracks: [],
    weighedVersion: 0,
    createdAt: moment.now,
  };
  return happened<PlacementEvent>(
    { kind: 'placement-declined', placementId, reason },
    { kind: 'placement-requested', placement: next },
  );
}

/** Silence is an answer too: an offer nobody took in time goes to the next in line. */
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
  const { status, programId, trackId, startsOn, plan } = offer;
  if (status !== 'offered' || !programId || !trackId || !startsOn) return null;
  return { programId, trackId, startsOn, plan };
}
