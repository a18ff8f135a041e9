import { deriveId, PLACEMENT_REASONS, type OfferStatus } from '@handrail/domain';
import { afterAnsweringHours } from '../../calendar/domain/admission-hours.js';
import type { AdmissionHours } from '../../program/domain/program.js';
import type { FoundPlace } from './found-place.js';

/** A place held for one person until its program answers. Of several, the first to accept has the person. */
export interface Offer {
  readonly id: string;
  readonly place: FoundPlace;
  readonly status: OfferStatus;
  /** RFC 3339. */
  readonly madeAt: string;
  /** When it lapses, unless somebody acknowledges or answers it before. */
  readonly expiresAt: string;
  readonly acknowledgedAt: string | null;
  /** Why it came to nothing. */
  readonly reason: string | null;
  /** When the program answers, as it was when the offer was made; null around the clock. */
  readonly hours: readonly AdmissionHours[] | null;
}

/** How an offer ends that nobody accepted. */
export type ClosedHow = Extract<OfferStatus, 'declined' | 'lapsed' | 'withdrawn'>;

/** When an offer is made and how long its program may take, counted in its own hours. */
export interface OfferTerms {
  readonly now: string;
  readonly ttlMs: number;
}

export function newOffer(
  id: string,
  place: FoundPlace,
  hours: Offer['hours'],
  { now, ttlMs }: OfferTerms,
): Offer {
  const expiresAt = afterAnsweringHours(now, ttlMs, hours, place.timeZone);
  const nothingYet = { acknowledgedAt: null, reason: null };
  return { id, place, status: 'sent', madeAt: now, expiresAt, ...nothingYet, hours };
}

/** The first offer of a placement has its id, which is how programs have always named it. */
export const nextOfferId = (
  { id, offers }: { readonly id: string; readonly offers: readonly Offer[] },
  now: string,
): string =>
  offers.length === 0 ? id : deriveId(Date.parse(now), id, 'offer', String(offers.length));

/** A place is held for it. */
export const isOpen = ({ status }: Pick<Offer, 'status'>): boolean =>
  status === 'sent' || status === 'acknowledged';

export const openOffers = ({ offers }: { readonly offers: readonly Offer[] }): readonly Offer[] =>
  offers.filter(isOpen);

/** Every open offer ends so; what has ended stays as it is. */
export const allClosed = (
  offers: readonly Offer[],
  status: ClosedHow,
  reason: string,
): readonly Offer[] =>
  offers.map((offer) => (isOpen(offer) ? { ...offer, status, reason } : offer));

/** One program accepted, so that no other is asked any more. */
export const afterAcceptance = (
  offers: readonly Offer[],
  acceptedId: string | undefined,
): readonly Offer[] =>
  allClosed(
    offers.map((offer) => (offer.id === acceptedId ? { ...offer, status: 'accepted' } : offer)),
    'withdrawn',
    PLACEMENT_REASONS.acceptedElsewhere,
  );

/** It ended while programs were asked: it was held for an answer, and was nobody's. */
export const endedAsOffer = ({
  offers,
  endReason,
}: {
  readonly offers: readonly Offer[];
  readonly endReason: string | null;
}): boolean =>
  offers.every(({ status }) => status !== 'accepted') &&
  offers.some(({ status, reason }) => status === 'withdrawn' && reason === endReason);

/**
 * The place that a program had said yes to has ended, and is asked for again: its yes counts no more, so that
 * whoever is asked now can say theirs.
 */
export const afterReinstatement = (
  offers: readonly Offer[],
  endReason: string | null,
): readonly Offer[] =>
  offers.map((offer) =>
    offer.status === 'accepted' ? { ...offer, status: 'withdrawn', reason: endReason } : offer,
  );
