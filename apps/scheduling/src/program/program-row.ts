import type { ProgramLevel } from '@handrail/domain';
import type { Closure } from './domain/closures.js';
import type { SessionBlock } from './domain/session-block.js';
import type {
  Acceptance,
  AdmissionHours,
  AnnouncedWeek,
  NumberSource,
  PlaceBlock,
  Program,
  Track,
  TrackModality,
  Weekday,
} from './domain/program.js';

/** A program with its tracks as `SELECT_PROGRAMS` gives it. */
export interface StoredProgram {
  id: string;
  name: string;
  level: string;
  regions: string[];
  time_zone: string;
  payers: string[];
  capabilities: string[];
  facilities: string[];
  organisation: string | null;
  run_by: string | null;
  acceptance: string;
  closed: boolean;
  admission_hours: AdmissionHours[] | null;
  version: number;
  closures: Closure[];
  short_weeks: AnnouncedWeek[];
  tracks: StoredTrack[];
}

interface StoredTrack {
  id: string;
  days: Weekday[];
  opens: string | null;
  closes: string | null;
  session_blocks: SessionBlock[] | null;
  modality: TrackModality;
  capacity: number;
  planned_capacity: number | null;
  used: number;
  held: number;
  occupied_reported: number | null;
  taken_elsewhere: number;
  as_of: string | null;
  capacity_source: NumberSource;
  occupied_as_of: string | null;
  occupied_source: NumberSource | null;
  used_as_of: string | null;
  blocked: number;
  place_blocks: PlaceBlock[];
  asked_at: string | null;
}

/** One row per program, its tracks as one JSON value in their own order. */
export const SELECT_PROGRAMS = `
  SELECT p.id, p.name, p.level, p.regions, p.time_zone, p.payers, p.capabilities, p.facilities, p.organisation, p.run_by, p.acceptance,
         p.closed, p.admission_hours, p.version, p.closures, p.short_weeks,
         coalesce(t.tracks, '[]') AS tracks
  FROM program AS p
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object(
             'id', id, 'days', days, 'opens', opens, 'closes', closes,
             'session_blocks', session_blocks, 'modality', modality,
             'capacity', capacity, 'planned_capacity', planned_capacity, 'used', used,
             'held', held, 'occupied_reported', occupied_reported,
             'taken_elsewhere', taken_elsewhere, 'as_of', as_of, 'asked_at', asked_at,
             'capacity_source', capacity_source,
             'occupied_as_of', occupied_as_of, 'occupied_source', occupied_source,
             'used_as_of', used_as_of, 'blocked', blocked, 'place_blocks', place_blocks) ORDER BY position) AS tracks
    FROM track WHERE program_id = p.id) AS t ON true`;

export const toProgram = (row: StoredProgram): Program => ({
  id: row.id,
  name: row.name,
  level: row.level as ProgramLevel,
  regions: row.regions,
  timeZone: row.time_zone,
  payers: row.payers,
  capabilities: row.capabilities,
  facilities: row.facilities,
  organisation: row.organisation,
  acceptance: row.acceptance as Acceptance,
  closed: row.closed,
  closures: row.closures,
  shortWeeks: row.short_weeks,
  admissionHours: row.admission_hours,
  tracks: row.tracks.map(toTrack),
});

const toTrack = (row: StoredTrack): Track => ({
  id: row.id,
  days: row.days,
  from: row.opens,
  to: row.closes,
  blocks: row.session_blocks,
  modality: row.modality,
  places: {
    capacity: row.capacity,
    plannedCapacity: row.planned_capacity,
    used: row.used,
    held: row.held,
    occupiedReported: row.occupied_reported,
    takenElsewhere: row.taken_elsewhere,
    asOf: timeOf(row.as_of),
    askedAt: timeOf(row.asked_at),
    capacitySource: row.capacity_source,
    occupiedAsOf: timeOf(row.occupied_as_of),
    occupiedSource: row.occupied_source,
    usedAsOf: timeOf(row.used_as_of),
    blocked: row.blocked,
    blocks: row.place_blocks,
  },
});

const timeOf = (stored: string | null): string | null =>
  stored === null ? null : new Date(stored).toISOString();
