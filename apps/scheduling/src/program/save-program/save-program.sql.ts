import { upsert } from '@handrail/messaging';
import { hoursOf } from '../domain/session-block.js';
import type { TrackDto } from './program.dto.js';

export const INSERT_PROGRAM = `
  INSERT INTO program (id, name, level, regions, time_zone, payers, capabilities, acceptance, closed, facilities,
    admission_hours, organisation, run_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12, $13) ON CONFLICT (id) DO NOTHING RETURNING id`;

export const LOCK_PROGRAM = `
  SELECT level, regions, version FROM program WHERE id = $1 FOR UPDATE`;

export const UPDATE_PROGRAM = `
  UPDATE program SET name = $2, level = $3, regions = $4, time_zone = $5, payers = $6,
    capabilities = $7, acceptance = $8, closed = $9, facilities = $10, 
    admission_hours = CASE WHEN $14::boolean THEN $11::jsonb ELSE admission_hours END,
    organisation = CASE WHEN $15::boolean THEN $12 ELSE organisation END,
    run_by = CASE WHEN $16::boolean THEN $13 ELSE run_by END,
    version = version + 1,
    updated_at = clock_timestamp()
  WHERE id = $1`;

export const LOCK_TRACKS = `
  SELECT id, used + held AS taken FROM track WHERE program_id = $1 ORDER BY id COLLATE "C" FOR UPDATE`;

export const DELETE_TRACKS = 'DELETE FROM track WHERE program_id = $1 AND id = ANY($2::text[])';

/** A track as a caller set it, with where it stands among the tracks of its program. */
export interface PlacedTrack {
  readonly programId: string;
  readonly position: number;
  readonly track: TrackDto;
  readonly asOf: string;
}

const ANOTHER_CAPACITY = `excluded.capacity <> coalesce(track.planned_capacity, track.capacity)`;

/** The capacity a caller asks for holds at once where it covers what is taken, else it stays a plan. */
export const saveTracks = upsert<PlacedTrack>(
  'track',
  {
    program_id: ['text', ({ programId }) => programId],
    position: ['int', ({ position }) => position],
    id: ['text', ({ track }) => track.id],
    days: ['text[]', ({ track }) => hoursOf(track).days],
    opens: ['text', ({ track }) => hoursOf(track).from],
    closes: ['text', ({ track }) => hoursOf(track).to],
    session_blocks: ['jsonb', ({ track }) => hoursOf(track).blocks],
    modality: ['text', ({ track }) => track.modality],
    capacity: ['int', ({ track }) => track.capacity],
    as_of: ['timestamptz', ({ asOf }) => asOf],
  },
  {
    key: ['program_id', 'id'],
    sets: {
      capacity: 'greatest(excluded.capacity, track.used + track.held)',
      planned_capacity: `CASE WHEN excluded.capacity < track.used + track.held
        THEN excluded.capacity END`,
      blocked: `least(track.blocked_asked,
        greatest(excluded.capacity, track.used + track.held) - track.used - track.held)`,
      // Only another number is news: who changes a name or an hour says nothing about places.
      as_of: `CASE WHEN ${ANOTHER_CAPACITY} THEN excluded.as_of ELSE track.as_of END`,
      capacity_source: `CASE WHEN ${ANOTHER_CAPACITY} THEN 'person' ELSE track.capacity_source END`,
      version: 'track.version + 1',
    },
  },
);

/**
 * Notes whom a change concerns, by level and regions, so that they are looked at again. The one row
 * of the version stays locked until the commit: versions are visible in the order they were given.
 */
export const NOTE_CHANGES = `
  WITH next AS (UPDATE directory_version SET version = version + 1 RETURNING version)
  INSERT INTO directory_change (version, level, regions)
  SELECT next.version, c.level, c.regions
  FROM next, jsonb_to_recordset($1::jsonb) AS c(level text, regions text[])`;
