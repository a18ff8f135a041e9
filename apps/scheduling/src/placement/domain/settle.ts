import {
  happened,
  ignored,
  PLACEMENT_REASONS,
  type Decision,
  type Level,
  type WaitReason,
} from '@handrail/domain';
import type { Acceptance } from '../../program/domain/program.js';
import { dropAlternatives, tryAlternative } from './alternatives.js';
import { newOffer, nextOfferId, type Offer, type OfferTerms } from './offer.js';
import { confirmedOf, isWaiting, placementOf } from './placement.js';
import type { PersonPlacements, Placement } from './placement.js';
import type { FoundPlace } from './found-place.js';
import type { Candidate } from '../../matching/domain/candidate.js';
import type { NeedGroup } from '../../matching/domain/need-group.js';
import type { PlacementEvent } from './placement-event.js';

/** What the allocator found for one request on its turn. */
export type Allotment =
  | {
      readonly kind: 'place';
      readonly placementId: string;
      readonly place: FoundPlace;
      readonly acceptance: Acceptance;
      /** When its program answers offers; null around the clock. */
      readonly hours: Offer['hours'];
      /** Everything it was chosen from. */
      readonly candidates: readonly Candidate[];
    }
  | {
      readonly kind: 'wait';
      readonly placementId: string;
      readonly waitReason: WaitReason;
      readonly group: NeedGroup;
      /** Tracks that would do for the group and are out for this request. */
      readonly exceptedTracks: readonly string[];
      /** The first alternative some program gives, where none gives the level; null or absent: none does. */
      readonly alternative?: Level | null;
      /** False when all of it is known of the request and nothing has to be written. */
      readonly isNew: boolean;
    };

/** Gives a request what was found for it, if it still waits and nothing newer holds a place. */
export function settle(
  person: PersonPlacements,
  allotment: Allotment,
  terms: OfferTerms,
): Decision<PlacementEvent> {
  const placement = placementOf(person, allotment.placementId);
  if (!placement || !isWaiting(placement)) return ignored('no-longer-waiting');
  const confirmed = confirmedOf(person, placement.level);
  if (confirmed && isMoot(placement, confirmed))
    return happened<PlacementEvent>({
      kind: 'placement-withdrawn',
      placementId: placement.id,
      reason: PLACEMENT_REASONS.superseded,
      displacedBy: confirmed.id,
    });
  if (allotment.kind === 'wait') {
    const waits = stillWaiting(placement, allotment);
    const instead =
      allotment.waitReason === 'no-matching-program'
        ? tryAlternative(person, placement, allotment.alternative ?? null, terms.now)
        : dropAlternatives(person, placement);
    if (instead.length === 0) return waits;
    return happened(...(waits.kind === 'happened' ? waits.events : []), ...instead);
  }
  if (allotment.acceptance === 'by-offer')
    return happened<PlacementEvent>({
      kind: 'placement-offered',
      placementId: placement.id,
      offer: newOffer(nextOfferId(placement, terms.now), allotment.place, allotment.hours, terms),
      candidates: allotment.candidates,
    });
  return happened(...transferred(confirmed, placement.id), {
    ...found(allotment),
    kind: 'placement-confirmed' as const,
    movedFrom: confirmed?.id ?? null,
  });
}

/** A place at this level, or one decided later, makes an older request pointless. */
const isMoot = (request: Placement, confirmed: Placement): boolean =>
  request.level === confirmed.level ||
  Date.parse(confirmed.determinedAt) > Date.parse(request.determinedAt);

/** Said once: who goes on waiting as before is written only where something about it is new. */
function stillWaiting(
  placement: Placement,
  { waitReason, group, exceptedTracks }: Extract<Allotment, { kind: 'wait' }>,
): Decision<PlacementEvent> {
  const weighing = { needGroup: group.id, exceptedTracks };
  if (placement.status !== 'waitlisted' || placement.waitReason !== waitReason)
    return happened<PlacementEvent>({
      kind: 'placement-waitlisted',
      placementId: placement.id,
      waitReason,
      weighing,
    });
  const isKnown =
    !placement.needsLook &&
    placement.needGroup === group.id &&
    placement.exceptedTracks.length === exceptedTracks.length &&
    placement.exceptedTracks.every((key) => exceptedTracks.includes(key));
  return isKnown
    ? ignored('nothing-new')
    : happened<PlacementEvent>({ kind: 'wait-continued', placementId: placement.id, weighing });
}

const found = ({ placementId, place, candidates }: Extract<Allotment, { kind: 'place' }>) => ({
  placementId,
  place,
  candidates,
});

/** The place held until now ends in the same step in which the new one is confirmed. */
export const transferred = (held: Placement | undefined, to: string): PlacementEvent[] =>
  held
    ? [
        {
          kind: 'placement-completed',
          placementId: held.id,
          endReason: PLACEMENT_REASONS.transferred,
          displacedBy: to,
        },
      ]
    : [];
