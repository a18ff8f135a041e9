import { mayBeOffered, OFFERED_FACTS } from '../../consent/domain/consent-report.js';
import type { DisclosureRow } from '../../disclosure/domain/disclosure.js';
import { isOpen } from './offer.js';
import type { PersonPlacements, Placement } from './placement.js';

/**
 * What a change of a person tells programs of other organisations: a new offer, or a place that one of them gives
 * without being asked. The rows are written with the change, so that there is none without the other.
 */
export function placedOutside(
  { before, after }: { readonly before: PersonPlacements; readonly after: PersonPlacements },
  now: string,
): DisclosureRow[] {
  if (after.outside.size === 0) return [];
  const known = new Map(before.placements.map((placement) => [placement.id, placement]));
  return after.placements.flatMap((placement) =>
    newlyTold(known.get(placement.id), placement).flatMap((telling) => {
      const organisation = after.outside.get(telling.programId);
      return organisation === undefined
        ? []
        : rowOf(after, placement, { ...telling, organisation, now });
    }),
  );
}

interface PlacedTelling {
  readonly key: string;
  readonly channel: 'offer' | 'place';
  readonly programId: string;
}

function newlyTold(before: Placement | undefined, after: Placement): PlacedTelling[] {
  const asked = new Set(before?.offers.map(({ id }) => id));
  const offers = after.offers
    .filter((offer) => isOpen(offer) && !asked.has(offer.id))
    .map(({ id, place: { programId } }) => ({
      ...({ key: `offer:${id}`, channel: 'offer', programId } as const),
    }));
  const isGiven = after.status === 'confirmed' && before?.status !== 'confirmed';
  const wasAsked = after.offers.some(({ status }) => status === 'accepted');
  if (!isGiven || wasAsked || after.programId === null) return offers;
  const { id, programId } = after;
  return [...offers, { key: `place:${id}:${programId}`, channel: 'place', programId }];
}

function rowOf(
  { personId, consents }: PersonPlacements,
  { id: placementId }: Placement,
  telling: PlacedTelling & { readonly organisation: string; readonly now: string },
): DisclosureRow {
  const { key, channel, programId, organisation, now } = telling;
  const decision = mayBeOffered(consents, organisation, now);
  const isPermitted = decision.kind === 'permitted';
  return {
    ...{ key, personId, placementId, organisation, recipient: programId, channel },
    ...{ facts: OFFERED_FACTS, purpose: 'treatment', requestId: null },
    basis: isPermitted ? decision.basis : 'consent',
    restsOn: isPermitted ? decision.restsOn : 'unknown',
  };
}
