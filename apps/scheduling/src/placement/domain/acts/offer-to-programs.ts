import type { Decision } from '@handrail/domain';
import { trackKey } from '../../../program/domain/program.js';
import { NEVER } from '../../../stay/domain/stay.js';
import { canComeFrom } from '../../../waiting/domain/pauses.js';
import { newOffer, nextOfferId, openOffers, type OfferTerms } from '../offer.js';
import { confirmedOf, type PersonPlacements, type Placement } from '../placement.js';
import type { FoundPlace } from '../found-place.js';
import type { PlacementEvent } from '../placement-event.js';
import { transferred } from '../settle.js';
import { decideAct, type ActByHand, type PlacementActRefusal } from './act.js';
import type { Destination } from './move-place.js';

export interface OfferingCircumstances {
  readonly terms: OfferTerms;
  /** How many programs may be asked at the same time. */
  readonly atOnce: number;
  /** The tracks that were chosen, as they are now, in the order in which they were named. */
  readonly destinations: readonly Destination[];
}

/**
 * Somebody asks chosen programs, also such as software leaves alone for what is the person's to weigh.
 * All of them hold a place, or none does. A program that takes people automatically has accepted by being
 * asked: the first of those has the person, and nobody else is asked. Undone by withdrawing the offers.
 */
export const offerToPrograms = (
  person: PersonPlacements,
  act: ActByHand,
  { terms, atOnce, destinations }: OfferingCircumstances,
): Decision<PlacementEvent> =>
  decideAct(person, 'offer', act, terms.now, (placement) => {
    const isPaused = canComeFrom(person.waiting.pauses, terms.now) === NEVER;
    const refusal = whyNotNow(
      placement,
      isPaused,
      openOffers(placement).length + destinations.length > atOnce,
    );
    if (refusal) return refusal;
    const unfit = destinations.map((to) => whyNotThere(placement, to)).find(Boolean);
    if (unfit) return unfit;
    const chosen = destinations as readonly ChosenPlace[];
    const automatic = chosen.find(({ acceptance }) => acceptance === 'automatic');
    return automatic
      ? confirmedAt(person, placement, automatic)
      : askedAll(placement, chosen, terms);
  });

type ChosenPlace = Destination & { readonly place: FoundPlace };

function whyNotNow(
  { status, freeFrom }: Placement,
  isPaused: boolean,
  isTooMany: boolean,
): PlacementActRefusal | undefined {
  if (status !== 'waitlisted' && status !== 'offered') return 'not-waiting';
  if (isPaused) return 'paused';
  if (freeFrom === NEVER) return 'lives-in';
  return isTooMany ? 'too-many-offers' : undefined;
}

function whyNotThere(
  placement: Placement,
  { place, isSafe, mayKnow, freePlaces }: Destination,
): PlacementActRefusal | undefined {
  if (place === null || !isSafe) return 'does-not-fit';
  const key = trackKey(place.programId, place.trackId);
  const isAsked = openOffers(placement).some(
    (offer) => trackKey(offer.place.programId, offer.place.trackId) === key,
  );
  if (isAsked) return 'already-offered';
  if (!mayKnow) return 'no-consent';
  return freePlaces <= 0 ? 'no-free-place' : undefined;
}

function confirmedAt(
  person: PersonPlacements,
  { id: placementId, level }: Placement,
  { place, candidates }: ChosenPlace,
): PlacementEvent[] {
  const held = confirmedOf(person, level);
  return [
    ...transferred(held, placementId),
    { kind: 'placement-confirmed', placementId, place, candidates, movedFrom: held?.id ?? null },
  ];
}

function askedAll(
  placement: Placement,
  chosen: readonly ChosenPlace[],
  terms: OfferTerms,
): PlacementEvent[] {
  const offers = chosen.reduce(
    (made, { place, hours }) => {
      const known = { id: placement.id, offers: [...placement.offers, ...made] };
      return [...made, newOffer(nextOfferId(known, terms.now), place, hours, terms)];
    },
    [] as Placement['offers'][number][],
  );
  return offers.map((offer): PlacementEvent => ({
    kind: 'placement-offered',
    placementId: placement.id,
    offer,
    candidates: null,
  }));
}
