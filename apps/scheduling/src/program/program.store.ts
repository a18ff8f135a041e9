import type { StateStore, Tx } from '@handrail/messaging';
import type { Program, Track } from './domain/program.js';
import { SELECT_PROGRAMS, toProgram, type StoredProgram } from './program-row.js';

/** Null when no program of this id exists. */
export type ProgramState = Program | null;

const OF_IDS = `${SELECT_PROGRAMS} WHERE p.id = ANY($1::text[])`;

// The counts may change under people's lanes meanwhile, so what follows from them is computed here
// from the row itself. A capacity under what is taken stays a plan until enough places are freed, and a
// block takes what is empty.
const SAVE_PLACES = `
  UPDATE track AS t SET
    capacity = greatest(r.capacity, t.used + t.held),
    planned_capacity = CASE WHEN r.capacity < t.used + t.held THEN r.capacity END,
    occupied_reported = r.occupied,
    taken_elsewhere = CASE WHEN r.counted THEN greatest(0, r.occupied - t.used)
                           ELSE t.taken_elsewhere END,
    as_of = r.as_of,
    capacity_source = r.capacity_source,
    occupied_as_of = r.occupied_as_of,
    occupied_source = r.occupied_source,
    place_blocks = r.place_blocks,
    blocked_asked = r.blocked_asked,
    blocked = least(r.blocked_asked, greatest(r.capacity, t.used + t.held) - t.used - t.held),
    version = t.version + 1
  FROM jsonb_to_recordset($1::jsonb) AS r(
    program_id text, id text, capacity int, occupied int, counted boolean, as_of timestamptz,
    capacity_source text, occupied_as_of timestamptz, occupied_source text, place_blocks jsonb,
    blocked_asked int)
  WHERE t.program_id = r.program_id AND t.id = r.id`;

// Who has subscribed to a calendar learns from a higher version that its sessions have changed.
const SAVE_CALENDARS = `
  UPDATE program AS p SET closures = r.closures, short_weeks = r.short_weeks,
    calendar_version = p.calendar_version + CASE WHEN r.closes_otherwise THEN 1 ELSE 0 END
  FROM jsonb_to_recordset($1::jsonb) AS r(
    id text, closures jsonb, short_weeks jsonb, closes_otherwise boolean)
  WHERE p.id = r.id`;

/** What is reported and decided about places. Operators change programs by `save-program`. */
export const programStore: StateStore<ProgramState> = {
  initial: () => null,

  async load(tx, keys) {
    const rows = await tx.query<StoredProgram>(OF_IDS, [keys]);
    return new Map(rows.map((row) => [row.id, toProgram(row)]));
  },

  async save(tx, changes) {
    const changed = changes.flatMap(({ before, after }) =>
      (after?.tracks ?? []).flatMap((track, index) => {
        const known = before?.tracks[index];
        return known?.places === track.places ? [] : [rowOf(after!.id, track, known)];
      }),
    );
    if (changed.length > 0) await savePlaces(tx, changed);
    const calendars = changes.flatMap(({ before, after }) =>
      after && (before?.closures !== after.closures || before?.shortWeeks !== after.shortWeeks)
        ? [calendarRowOf(after, before?.closures !== after.closures)]
        : [],
    );
    if (calendars.length > 0) await tx.query(SAVE_CALENDARS, [JSON.stringify(calendars)]);
  },
};

const savePlaces = (tx: Tx, rows: ReadonlyArray<ReturnType<typeof rowOf>>) =>
  tx.query(SAVE_PLACES, [JSON.stringify(rows)]);

const rowOf = (programId: string, { id, places }: Track, known: Track | undefined) => ({
  program_id: programId,
  id,
  capacity: places.plannedCapacity ?? places.capacity,
  occupied: places.occupiedReported,
  counted: known?.places.occupiedAsOf !== places.occupiedAsOf,
  as_of: places.asOf,
  capacity_source: places.capacitySource,
  occupied_as_of: places.occupiedAsOf,
  occupied_source: places.occupiedSource,
  place_blocks: places.blocks,
  blocked_asked: places.blocks.reduce((sum, block) => sum + block.places, 0),
});

const calendarRowOf = (program: Program, closesOtherwise: boolean) => ({
  id: program.id,
  closures: program.closures ?? [],
  short_weeks: program.shortWeeks ?? [],
  closes_otherwise: closesOtherwise,
});
