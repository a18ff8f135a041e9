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
            ...{ ...telling, organisation, now, isNew: !known.has(placement.id) },
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
  const asked = new Set(before?.offers.map(({ id }) => id));
  const offers = after.offers
    .filter((offer) => isOpen(offer) && !asked.has(offer.id))
    .map(({ id, place: { programId } }) => ({
      ...({ key: `offer:${id}`, channel: 'offer', programId } as const),
    }));
  const isGiven = after.status === 'confirmed' && before?.status !== 'confirmed';
  const wasAsked = after.offers.some(
    ({ status, place }) => status === 'accepted' && place.programId === after.programId,
  );
  // Who takes the end of a place back tells its program once more, also where it was asked before.
  const again = after.acts.filter(({ kind }) => kind === 'reinstate').length;
  if (!isGiven || (wasAsked && again === 0) || after.programId === null) return offers;
  const { id, programId } = after;
  const key = again === 0 ? `place:${id}:${programId}` : `place:${id}:${programId}:${again}`;
  return [...offers, { key, channel: 'place', programId }];
}

function rowsOf(
  { personId, consents }: PersonPlacements,
  placementId: string,
  telling: PlacedTelling & {
    readonly organisation: string;
    readonly now: string;
    readonly isNew: boolean;
  },
): DisclosureRow[] {
  const { key, channel, programId, organisation, now, isNew } = telling;
  const decision = mayBeOffered(consents, organisation, now);
  if (decision.kind === 'denied') {
    // What came with a merge has its row since it was given, whatever has been revoked meanwhile.
    if (isNew) return [];
    throw new Error(`a place outside was given without a consent: ${decision.reason}`);
  }
  const { basis, restsOn } = decision;
  return [
    {
      ...{ key, personId, placementId, organisation, recipient: programId, channel },
      ...{ facts: OFFERED_FACTS, purpose: 'treatment', requestId: null, basis, restsOn },
    },
  ];
}
