import { capacityChanged } from '@handrail/contracts';
import type { Level } from '@handrail/domain';
import { outgoing, type Cause, type UnitOfWork } from '@handrail/messaging';
import { ANNOUNCE, type AnnouncedRow } from './line.sql.js';

/**
 * Says what the places of some programs are now, once per change that was not told yet. Counts change
 * under people's lanes; this runs under the programs' own, so their order is the order of the facts.
 */
export async function announceCapacity(
  unit: UnitOfWork,
  programIds: readonly string[],
  cause: Cause,
  now: string,
): Promise<number> {
  if (programIds.length === 0) return 0;
  const rows = await unit.tx.query<AnnouncedRow>(ANNOUNCE, [programIds]);
  await unit.publish(
    cause,
    rows.map((row) =>
      outgoing(
        capacityChanged,
        {
          programId: row.program_id,
          trackId: row.id,
          level: row.level as Level,
          capacity: row.capacity,
          used: row.used,
          held: row.held,
          asOf: now,
        },
        now,
      ),
    ),
  );
  return rows.length;
}
