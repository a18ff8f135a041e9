import { happened, ignored, isHousing, PLACEMENT_REASONS, type Decision } from '@handrail/domain';
import { byLine } from './priority.js';
import { hasArrived, isPending, type PersonPlacements, type Placement } from './placement.js';
import type { PlacementEvent } from './placement-event.js';
import { mergeStays } from '../../stay/domain/stay.js';
import { mergeRecords } from '../../waiting/domain/record.js';

/** Both histories in one case; what cannot stand twice is settled by `settleMerged`. */
export const mergePlacements = (
  survivor: PersonPlacements,
  retired: PersonPlacements,
): PersonPlacements => ({
  personId: survivor.personId,
  placements: [...survivor.placements, ...retired.placements],
  history: mergeStays(survivor.history, retired.history),
  waiting: mergeRecords(survivor.waiting, retired.waiting),
  consents: [...survivor.consents, ...retired.consents],
  claims: new Map([...survivor.claims, ...retired.claims]),
  outside: new Map([...survivor.outside, ...retired.outside]),
  calendars: new Map([...survivor.calendars, ...retired.calendars]),
});

/**
 * Two persons turned out to be one. Of two confirmed places of a kind the one they came to stays, else the older
 * one; of two requests for one level the one ahead in line stays, and none stays for a level the person already
 * has a place at. When the reason for what stays falls, what made way for it comes back. What either has
 * consented to holds for all of it, so that offers and whoever waits for consent are looked at again.
 */
export function settleMerged({ placements, consents }: PersonPlacements): Decision<PlacementEvent> {
  const events: PlacementEvent[] = [
    ...doubled(placements.filter(({ level }) => !isHousing(level))),
    ...doubled(placements.filter(({ level }) => isHousing(level))),
  ];
  if (consents.length > 0) events.push({ kind: 'consents-known', consents });
  return events.length > 0 ? happened(...events) : ignored('nothing-doubled');
}

/** What of placements of one kind cannot stand twice. */
function doubled(placements: readonly Placement[]): PlacementEvent[] {
  const confirmed = byAge(placements.filter(({ status }) => status === 'confirmed')).toSorted(
    (a, b) => Number(hasArrived(b)) - Number(hasArrived(a)),
  );
  const kept = confirmed[0];
  const pending = placements.filter(isPending).toSorted(byLine);
  return [
    ...confirmed.slice(1).map((placement) => mergedAway(placement, kept)),
    ...pending.flatMap((placement, index) => {
      const first = pending.slice(0, index).find((other) => other.level === placement.level);
      const instead = kept?.level === placement.level ? kept : first;
      return instead ? [mergedAway(placement, instead)] : [];
    }),
  ];
}

const byAge = (placements: readonly Placement[]): Placement[] =>
  placements.toSorted(
    (a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt) || (a.id < b.id ? -1 : 1),
  );

const mergedAway = (placement: Placement, into: Placement | undefined): PlacementEvent => ({
  kind: 'placement-withdrawn',
  placementId: placement.id,
  reason: PLACEMENT_REASONS.personsMerged,
  displacedBy: into?.id ?? null,
});
