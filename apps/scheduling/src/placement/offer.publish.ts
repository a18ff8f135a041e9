import { offerAcknowledged, offerClosed, type PlacementOffered } from '@handrail/contracts';
import { outgoing, type Outgoing } from '@handrail/messaging';
import { isOpen, openOffers, type Offer } from './domain/offer.js';
import type { Placement } from './domain/placement.js';
import type { PlacementEventOf } from './domain/placement-event.js';

type Subject = Pick<PlacementOffered, 'personId' | 'placementId' | 'reassessmentId' | 'level'>;

/** Maps what becomes of one of several offers to what other services read. */
export function offerEvents(
  subject: Subject,
  event: PlacementEventOf<'offer-acknowledged' | 'offer-closed'>,
  { offers }: Placement,
  now: string,
): Outgoing[] {
  const offer = offers.find(({ id }) => id === event.offerId);
  if (!offer) throw new Error('an event names an offer the placement does not have');
  if (event.kind === 'offer-closed') return [closed(subject, offer, now)];
  const { at: acknowledgedAt, expiresAt } = event;
  return [
    outgoing(offerAcknowledged, { ...subject, ...askedOf(offer), acknowledgedAt, expiresAt }, now),
  ];
}

/** Offers that end because another program accepted, or the placement as a whole came to nothing. */
export function closedBeside(
  subject: Subject,
  before: Placement | undefined,
  after: Placement,
  now: string,
): Outgoing[] {
  const open = before ? openOffers(before) : [];
  // What happened to the placement names one program already: nobody is asked about it twice.
  const named = after.status === 'withdrawn' ? open[0]?.id : undefined;
  return after.offers
    .filter((offer) => offer.id !== named && offer.status !== 'accepted' && !isOpen(offer))
    .filter(({ id }) => open.some((offer) => offer.id === id))
    .map((offer) => closed(subject, offer, now));
}

const askedOf = ({ id: offerId, place: { programId, trackId } }: Offer) => ({
  offerId,
  programId,
  trackId,
});

function closed(subject: Subject, offer: Offer, now: string): Outgoing {
  const { status, reason } = offer;
  const outcome = status === 'declined' || status === 'lapsed' ? status : 'withdrawn';
  const facts = { outcome, reason: reason ?? outcome } as const;
  return outgoing(offerClosed, { ...subject, ...askedOf(offer), ...facts }, now);
}
