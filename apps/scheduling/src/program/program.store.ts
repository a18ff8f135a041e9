import type { StateStore } from '@handrail/messaging';
import type { Program } from './domain/program.js';
import { SELECT_PROGRAMS, toProgram, type StoredProgram } from './program-row.js';

/** Null when no program of this id exists. */
export type ProgramState = Program | null;

const OF_IDS = `${SELECT_PROGRAMS} WHERE p.id = ANY($1::text[])`;

// The counts may change under people's lanes meanwhile, so what follows from them is computed here
// from the row itself. A capacity under what is taken stays a plan until enough places are freed.
const REPORT = `
  UPDATE track AS t SET
    capacity = greatest(r.capacity, t.used + t.held),
    planned_capacity = CASE WHEN r.capacity < t.used + t.held THEN r.capacity END,
    occupied_reported = r.occupied,
    taken_elsewhere = greatest(0, r.occupied - t.used),
    as_of = r.as_of,
    version = t.version + 1
  FROM unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::timestamptz[])
    AS r(program_id, id, capacity, occupied, as_of)
  WHERE t.program_id = r.program_id AND t.id = r.id`;

/** What programs report about their places. Operators change programs by `save-program`. */
export const programStore: StateStore<ProgramState> = {
  initial: () => null,

  async load(tx, keys) {
    const rows = await tx.query<StoredProgram>(OF_IDS, [keys]);
    return new Map(rows.map((row) => [row.id, toProgram(row)]));
  },

  async save(tx, changes) {
    const reported = changes.flatMap(({ before, after }) =>
      (after?.tracks ?? [])
        .filter((track, index) => track.places !== before?.tracks[index]?.places)
        .map(({ id, places }) => ({ programId: after!.id, id, places })),
    );
    if (reported.length === 0) return;
    await tx.query(REPORT, [
      reported.map(({ programId }) => programId),
      reported.map(({ id }) => id),
      reported.map(({ places }) => places.plannedCapacity ?? places.capacity),
      reported.map(({ places }) => places.occupiedReported),
      reported.map(({ places }) => places.asOf),
    ]);
  },
};
