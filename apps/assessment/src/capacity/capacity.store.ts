import { upsert, type StateChange, type StateStore } from '@handrail/messaging';
import { newProgramPlaces, type ProgramPlaces } from './domain/program-places.js';

const LOAD = `SELECT program_id, tracks FROM program_places WHERE program_id = ANY($1::text[])`;

const saveTracks = upsert<StateChange<ProgramPlaces>>(
  'program_places',
  {
    program_id: ['text', ({ key }) => key],
    tracks: ['jsonb', ({ after }) => after.tracks],
  },
  { key: 'program_id' },
);

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

  save: saveTracks,
};
