import { capacityChanged } from '@handrail/contracts';
import { isHousing, type ProgramLevel } from '@handrail/domain';
import { outgoing, type Cause, type UnitOfWork } from '@handrail/messaging';
import { watchFullness } from '../fullness/watch-fullness.js';
import { noteCapacityDay } from './capacity-days.sql.js';

/** Marks the changes of these programs as published and gives what to publish. */
const ANNOUNCE = `
  UPDATE track AS t SET announced_version = t.version FROM program AS p
  WHERE p.id = t.program_id AND t.program_id = ANY($1::text[]) AND t.announced_version < t.version
  RETURNING t.program_id, t.id, p.level, t.capacity, t.used, t.held`;

interface AnnouncedRow {
  program_id: string;
  id: string;
  level: ProgramLevel;
  capacity: number;
  used: number;
  held: number;
}

/**
 * Publishes what the places of some programs are now, once per change that was not published yet. Counts change
 * under people's lanes; places of recovery residences are no capacity of any level, and are told nobody. This runs under the programs' own, so their order is the order of the facts.
 */
export async function announceCapacity(
  unit: UnitOfWork,
  programIds: readonly string[],
  cause: Cause,
  now: string,
): Promise<number> {
  if (programIds.length === 0) return 0;
  const rows = await unit.tx.query<AnnouncedRow>(ANNOUNCE, [programIds]);
  const changed = [...new Set(rows.map(({ program_id: programId }) => programId))];
  if (changed.length > 0) {
    await noteCapacityDay(unit.tx, changed, now);
    await watchFullness(unit, changed, cause, now);
  }
  await unit.publish(
    cause,
    rows.flatMap(({ program_id: programId, id: trackId, level, capacity, used, held }) =>
      isHousing(level)
        ? []
        : [
            outgoing(
              capacityChanged,
              { ...{ programId, trackId, level }, ...{ capacity, used, held, asOf: now } },
              now,
            ),
          ],
    ),
  );
  return rows.length;
}
