import { isHousing } from '@handrail/domain';
import type { Tx } from '@handrail/messaging';
import type { PersonPlacements, Placement } from '../placement/domain/placement.js';
import type { PlacementEventOf } from '../placement/domain/placement-event.js';
import { roomOnDays } from '../program/capacity-days.sql.js';
import { checkFor } from '../waiting/domain/clocks.js';
import { checkKey } from '../waiting/domain/record.js';

type RoomChecked = PlacementEventOf<'waiting-noted'>;

/**
 * For people who inject and are not placed in this turn: whether any program of the level had room on the
 * day they asked, once for each request. With interim services in time it is what 14 days become 120 by
 * (45 CFR 96.126(b)(2)).
 */
export async function checkRoom(
  tx: Tx,
  persons: ReadonlyMap<string, PersonPlacements>,
  waiting: ReadonlySet<string>,
  now: string,
): Promise<ReadonlyMap<string, RoomChecked>> {
  const open = [...persons.values()].flatMap((person) =>
    person.placements.filter((placement) => waiting.has(placement.id) && owes(placement, person)),
  );
  const asked = new Map(open.map((placement) => [checkKey(placement), placement]));
  const rooms = new Map(
    (await roomOnDays(tx, [...asked.values()])).map((room) => [checkKey(room), room]),
  );
  return new Map(
    open.map(({ id: placementId, ...request }) => {
      const check = { ...rooms.get(checkKey(request))!, readAt: now };
      return [
        placementId,
        { kind: 'waiting-noted', placementId, note: { what: 'checked', check } },
      ];
    }),
  );
}

const owes = (placement: Placement, { waiting }: PersonPlacements): boolean =>
  !isHousing(placement.level) &&
  (placement.priorityClass === 1 || placement.priorityClass === 3) &&
  checkFor(placement, waiting) === undefined;
