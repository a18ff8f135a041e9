import { happened, ignored, isHousing, PLACEMENT_REASONS, type Decision } from '@handrail/domain';
import { despiteDeath } from './despite-death.js';
import { byLine } from './priority.js';
import { hasArrived, isPending, type PersonPlacements, type Placement } from './placement.js';
import type { PlacementEvent } from './placement-event.js';
import { mergeStays } from '../../stay/domain/stay.js';
import { servedBy } from './served-by.js';
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
 * has a place at, or has had since it was asked for. When the reason for what stays falls, what made way for it comes back. What either has
 * consented to holds for all of it, so that offers and whoever waits for consent are looked at again.
 */
export const settleMerged = (person: PersonPlacements): Decision<PlacementEvent> =>
  despiteDeath(person, settled);

function settled(person: PersonPlacements): Decision<PlacementEvent> {
  const { placements, consents } = person;
  const given = placements.flatMap((placement) => {
    const before = givenBefore(placement, person);
    return before ? [{ placement, before }] : [];
  });
  const left = placements.filter((each) => !given.some(({ placement }) => placement === each));
  const events: PlacementEvent[] = [
    ...given.flatMap(({ placement, before }) => mergedAway(placement, before)),
    ...doubled(left.filter(({ level }) => !isHousing(level))),
    ...doubled(left.filter(({ level }) => isHousing(level))),
  ];
  if (consents.length > 0) events.push({ kind: 'consents-known', consents });
  return events.length > 0 ? happened(...events) : ignored('nothing-doubled');
}

/** The care that the other of two persons had, when everything that asks for a place of one had happened before its end. */
function givenBefore(placement: Placement, person: PersonPlacements): Placement | undefined {
  const { status, level, support } = placement;
  if ((status !== 'confirmed' && !isPending(placement)) || hasArrived(placement)) return undefined;
  const [first, ...others] = support.map((each) => servedBy(person, level, each));
  return others.every(Boolean) ? first : undefined;
}

/** What of placements of one kind cannot stand twice. */
function doubled(placements: readonly Placement[]): PlacementEvent[] {
  const confirmed = byAge(placements.filter(({ status }) => status === 'confirmed')).toSorted(
    (a, b) => Number(hasArrived(b)) - Number(hasArrived(a)),
  );
  const kept = confirmed[0];
  const pending = placements.filter(isPending).toSorted(byLine);
  return [
    ...confirmed.slice(1).flatMap((placement) => mergedAway(placement, kept)),
    ...pending.flatMap((placement, index) => {
      const first = pending.slice(0, index).find((other) => other.level === placement.level);
      const instead = kept?.level === placement.level ? kept : first;
      return instead ? mergedAway(placement, instead) : [];
    }),
  ];
}

const byAge = (placements: readonly Placement[]): Placement[] =>
  placements.toSorted(
    (a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt) || (a.id < b.id ? -1 : 1),
  );

/** What asked for one asks for the other, too, if both are of one level, as if one person had been asked about. */
function mergedAway(placement: Placement, into: Placement | undefined): PlacementEvent[] {
  const kept = into?.level === placement.level ? into : undefined;
  const asks = kept ? placement.support : [];
  return [
    ...asks.map((support): PlacementEvent => ({
      ...{ kind: 'place-asked-for-again', placementId: kept!.id, support },
      determinedAt: latest(kept!.determinedAt, placement.determinedAt),
    })),
    {
      kind: 'placement-withdrawn',
      placementId: placement.id,
      reason: PLACEMENT_REASONS.personsMerged,
      displacedBy: into?.id ?? null,
    },
  ];
}

const latest = (a: string, b: string): string => (Date.parse(a) >= Date.parse(b) ? a : b);
