import { openOffers } from '../placement/domain/offer.js';
import type { Placement } from '../placement/domain/placement.js';
import { trackKey } from '../program/domain/program.js';

/** A place is held exactly while its placement is offered, once for each track, and at most one is accepted. */
export function checkOffers({ status, offers, offerExpiresAt }: Placement): void {
  const held = openOffers({ offers }).map(({ place }) => trackKey(place.programId, place.trackId));
  const accepted = offers.filter((offer) => offer.status === 'accepted');
  const isHeld = status === 'offered';
  const faults = [
    held.length > 0 !== isHeld && 'holds a place that nobody is offered, or none',
    (offerExpiresAt !== null) !== isHeld && 'lapses while nothing is offered, or never',
    new Set(held).size < held.length && 'holds two places of one track',
    new Set(offers.map(({ id: offerId }) => offerId)).size < offers.length &&
      'names two offers alike',
    accepted.length > 1 && 'was accepted twice',
  ].filter(Boolean);
  if (faults.length > 0) throw new Error(`a ${status} placement ${faults.join(' and ')}`);
}
