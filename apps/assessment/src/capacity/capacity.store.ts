import type { StateStore } from '@handrail/messaging';
import { newProgramPlaces, type ProgramPlaces } from './domain/program-places.js';

const LOAD = `SELECT program_id, tracks FROM program_places WHERE program_id = ANY($1::text[])`;

const SAVE = `
  INSERT INTO program_places (program_id, tracks)
  SELECT * FROM unnest($1::text[], $2::jsonb[])
  ON CONFLICT (program_id) DO UPDATE SET tracks = excluded.tracks`;

interface Row {
  readonly program_id: string;
  readonly tracks: ProgramPlaces['tracks'];
}

/** One row per program, with the places of its tracks. */
export const capacityStore: StateStore<ProgramPlaces> = {
  initial: newProgramPlaces,

  async load(tx, keys) {
    const rows = await tx.query<Row>(LOAD, [keys]);
    return new Map(
      rows.map(({ program_id: programId, tracks }) => [programId, { programId, tracks }]),
    );
  },

  async save(tx, changes) {
    await tx.query(SAVE, [
      changes.map(({ key }) => key),
      changes.map(({ after }) => JSON.stringify(after.tracks)),
    ]);
  },
};
