import { mayBeOffered, OFFERED_FACTS } from '../../consent/domain/consent-report.js';
import type { DisclosureRow } from '../../disclosure/domain/disclosure.js';
import { isOpen } from './offer.js';
import type { PersonPlacements, Placement } from './placement.js';

/**
 * What a change of a person tells programs of other organisations: a new offer, or a place that one of them gives
 * without being asked. The rows are written with the change, so that there is none without the other. What the
 * consents do not cover is never given, and stops the change if it is.
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
        : rowsOf(after, placement.id, {
            ...{ ...telling, organisation, now, before: known.get(placement.id) },
          });
    }),
  );
}

interface PlacedTelling {
  readonly key: string;
  readonly channel: 'offer' | 'place';
  readonly programId: string;
}

function newlyTold(before: Placement | undefined, after: Placement): PlacedTelling[] {
  const offersBefore = new Map(before?.offers.map((offer) => [offer.id, offer]));
  const offers = after.offers
    .filter((offer) => isOpen(offer) && !offersBefore.has(offer.id))
    .map(({ id, place: { programId } }) => ({
      ...({ key: `offer:${id}`, channel: 'offer', programId } as const),
    }));
  const { id: placementId, programId } = after;
  const isGiven = after.status === 'confirmed' && before?.status !== 'confirmed';
  // Who says yes to an offer was told with it.
  const saidYes = after.offers.some(
    ({ id, status, place }) =>
      status === 'accepted' &&
      place.programId === programId &&
      offersBefore.get(id)?.status !== 'accepted',
  );
  if (!isGiven || saidYes || programId === null) return offers;
  return [...offers, { key: `place:${placementId}:${programId}`, channel: 'place', programId }];
}

function rowsOf(
  { personId, consents }: PersonPlacements,
  placementId: string,
  telling: PlacedTelling & {
    readonly organisation: string;
    readonly now: string;
    readonly before: Placement | undefined;
  },
): DisclosureRow[] {
  const { key, channel, programId, organisation, now, before } = telling;
  const decision = mayBeOffered(consents, organisation, now);
  if (decision.kind === 'denied') {
    // What came with a merge has its row since it was given, whatever has been revoked meanwhile.
    if (!before) return [];
    throw new Error(`a place outside was given without a consent: ${decision.reason}`);
  }
  const { basis, restsOn } = decision;
  return [
    {
      ...{ key, personId, placementId, organisation, recipient: programId, channel },
      // A place that is given back is told once more; one that came with a merge is not.
      keyOnceMore: channel === 'place' && before ? `${key}:${before.version}` : null,
      ...{ facts: OFFERED_FACTS, purpose: 'treatment', requestId: null, basis, restsOn },
    },
  ];
}
