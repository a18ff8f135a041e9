import type { FoundPlace } from './found-place.js';
import { openOffers, type Offer } from './offer.js';
import type { Placement } from './placement.js';
import type { Candidate } from '../../matching/domain/candidate.js';
import type { PlacementEventOf } from './placement-event.js';

type OfferChange = PlacementEventOf<
  'placement-offered' | 'offer-acknowledged' | 'offer-closed' | 'person-agreed'
>;

/** What becomes of a placement while programs are asked. */
export function whileOffered(placement: Placement, event: OfferChange): Placement {
  switch (event.kind) {
    case 'placement-offered': {
      const offers = [...placement.offers, event.offer];
      if (placement.status === 'offered') return asFirstOpen({ ...placement, offers });
      const taken = { ...inPlace(placement, event.offer.place), needsLook: false };
      const asked = { ...taken, status: 'offered' as const, offers };
      return asFirstOpen(chosenFrom(asked, event.candidates));
    }
    case 'offer-acknowledged': {
      const { at, expiresAt } = event;
      const change = { status: 'acknowledged', acknowledgedAt: at, expiresAt } as const;
      return asFirstOpen(withOffer(placement, event.offerId, change));
    }
    case 'offer-closed': {
      const { how, reason, effect } = event;
      const left = withOffer(placement, event.offerId, { status: how, reason });
      return asFirstOpen({ ...left, ...effect });
    }
    case 'person-agreed':
      return { ...placement, course: { ...placement.course, agreedAt: event.at } };
    default:
      return event satisfies never;
  }
}

const withOffer = (placement: Placement, offerId: string, change: Partial<Offer>): Placement => ({
  ...placement,
  offers: placement.offers.map((offer) => (offer.id === offerId ? { ...offer, ...change } : offer)),
});

/** The place shown is that of the first open offer, and it lapses when the first of them does. */
function asFirstOpen(placement: Placement): Placement {
  const open = openOffers(placement);
  if (!open[0]) throw new Error(`placement ${placement.id} is offered to nobody`);
  const [offerExpiresAt] = open.map(({ expiresAt }) => expiresAt).sort();
  return { ...placement, ...open[0].place, offerExpiresAt: offerExpiresAt! };
}

/** What a place was chosen from stays with it. */
export const chosenFrom = (
  placement: Placement,
  candidates: readonly Candidate[] | null,
): Placement => (candidates ? { ...placement, candidates } : placement);

export const inPlace = (placement: Placement, place: FoundPlace): Placement => ({
  ...placement,
  ...place,
  waitReason: null,
  endReason: null,
  offerExpiresAt: null,
  preferredTrack: null,
  freeFrom: null,
  course: { ...placement.course, putOffTo: placement.freeFrom, parkedUntil: null },
});
