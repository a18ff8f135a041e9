import type { Tx } from '@handrail/messaging';
import { trackKey } from './domain/program.js';

/** By how much a track's counts change. */
export interface OccupancyChange {
  readonly programId: string;
  readonly trackId: string;
  used: number;
  held: number;
}

/** Gathers what a set of placements does to the counts of their tracks. */
export class Occupancy {
  readonly #changes = new Map<string, OccupancyChange>();

  add({ count, programId, trackId }: Taken, by: 1 | -1): void {
    const key = trackKey(programId, trackId);
    const change = this.#changes.get(key) ?? { programId, trackId, used: 0, held: 0 };
    change[count] += by;
    this.#changes.set(key, change);
  }

  changes(): OccupancyChange[] {
    return [...this.#changes.values()].filter((change) => change.used !== 0 || change.held !== 0);
  }
}

/** A place that is somebody's, or is held for an offer. */
export interface Taken {
  readonly count: 'used' | 'held';
  readonly programId: string;
  readonly trackId: string;
}

// Rows are locked in name order first, because two writers may touch the same two tracks.
const LOCK = `
  SELECT 1 FROM track AS t
  JOIN unnest($1::text[], $2::text[]) AS c(program_id, id) USING (program_id, id)
  ORDER BY t.program_id COLLATE "C", t.id COLLATE "C" FOR UPDATE OF t`;

// A planned capacity follows the freed places down until it holds, and a block takes them until it has
// all it asked for. A block never yields to a placement: the CHECK refuses to give a blocked place.
const CHANGE = `
  UPDATE track AS t SET
    used = t.used + c.used,
    held = t.held + c.held,
    capacity = CASE WHEN t.planned_capacity IS NULL THEN t.capacity
                    ELSE greatest(t.planned_capacity, t.used + c.used + t.held + c.held) END,
    planned_capacity = CASE WHEN t.planned_capacity < t.used + c.used + t.held + c.held
                            THEN t.planned_capacity END,
    blocked = greatest(t.blocked, least(t.blocked_asked,
      CASE WHEN t.planned_capacity IS NULL THEN t.capacity
           ELSE greatest(t.planned_capacity, t.used + c.used + t.held + c.held) END
      - t.used - c.used - t.held - c.held)),
    used_as_of = clock_timestamp(),
    version = t.version + 1
  FROM unnest($1::text[], $2::text[], $3::int[], $4::int[]) AS c(program_id, id, used, held)
  WHERE t.program_id = c.program_id AND t.id = c.id`;

/** Writes the counts in the transaction that writes the placements: they are never apart. */
export async function changeOccupancy(tx: Tx, changes: readonly OccupancyChange[]): Promise<void> {
  if (changes.length === 0) return;
  const programs = changes.map((change) => change.programId);
  const tracks = changes.map((change) => change.trackId);
  if (changes.length > 1) await tx.query(LOCK, [programs, tracks]);
  await tx.query(CHANGE, [
    programs,
    tracks,
    changes.map((change) => change.used),
    changes.map((change) => change.held),
  ]);
}
