import type { Level } from '@handrail/domain';
import type { CareNeed, Course } from '../placement/domain/placement.js';
import { toFreeFrom } from '../placement/placement-row.js';
import { NEVER } from '../stay/domain/stay.js';
import type { InLine } from './domain/allot.js';

/** The event a person's failed turn is parked as; taken up again, it puts them back in line. */
export const LOOK_AGAIN = 'timer.scheduling.look-again';

/** People whose wait a changed program may end: of its level, and of a region it serves or of none. */
const CONCERNED = `
  w.status = 'waitlisted' AND w.level = c.level AND w.weighed_version < c.version
  AND (w.region IS NULL OR w.region = ANY(c.regions))`;

/**
 * Who has to be looked at, next in line first: new requests, people who wait for a track that has room,
 * and people who were weighed against programs that have changed since. Everybody else who waits stays
 * untouched, so a turn costs what there is to do and not how many wait. Nor is anybody looked at whose
 * turn failed and is parked: a person who cannot be placed must not stop those behind.
 *
 * The tracks with room are one value computed once, which lets the array index find who waits for them.
 */
export const NEXT_IN_LINE = `
  SELECT p.id, p.person_id, p.level, p.need, p.priority_class, p.requested_at, p.declined_tracks,
         p.preferred_track, p.free_from, p.course -> 'resting' AS resting,
         p.course -> 'onlyPrograms' AS only_programs, p.course ->> 'parkedUntil' AS parked_until
  FROM placement AS p
  WHERE p.id IN (
    SELECT id FROM placement WHERE needs_look
    UNION
    SELECT id FROM placement
    WHERE status = 'waitlisted' AND eligible_tracks && (
      SELECT coalesce(array_agg(program_id || '/' || id), '{}') FROM track
      WHERE capacity - used - held - taken_elsewhere - blocked > 0)
    UNION
    SELECT w.id FROM directory_change AS c
    JOIN placement AS w ON ${CONCERNED})
  AND (p.status = 'requested'
       OR (p.course ->> 'parkedUntil') IS NULL AND (p.free_from IS NULL OR p.free_from < 'infinity'))
  AND NOT EXISTS (
    SELECT 1 FROM inbox AS failed WHERE failed.disposition = 'parked'
      AND failed.key = p.person_id::text AND failed.type = '${LOOK_AGAIN}')
  ORDER BY p.priority_class, p.requested_at, p.id
  LIMIT $1`;

export interface LineRow {
  id: string;
  person_id: string;
  level: string;
  need: CareNeed;
  priority_class: number;
  requested_at: Date;
  declined_tracks: string[];
  preferred_track: string | null;
  free_from: Date | number | null;
  resting: Course['resting'] | null;
  only_programs: string[] | null;
  parked_until: string | null;
}

export const toInLine = (row: LineRow): InLine => ({
  id: row.id,
  personId: row.person_id,
  level: row.level as Level,
  need: row.need,
  priorityClass: row.priority_class,
  requestedAt: row.requested_at.toISOString(),
  declinedTracks: row.declined_tracks,
  preferredTrack: row.preferred_track,
  restingTracks: (row.resting ?? []).map(({ track }) => track),
  onlyPrograms: row.only_programs,
  // Who wants no place for a while is passed over like somebody who lives in elsewhere.
  freeFrom: row.parked_until === null ? toFreeFrom(row.free_from) : NEVER,
});

/** Forgets changes that everybody they concern has been weighed against. */
export const FORGET_CHANGES = `
  DELETE FROM directory_change AS c
  WHERE NOT EXISTS (SELECT 1 FROM placement AS w WHERE ${CONCERNED})`;

/** What is left to do besides the line: counts nobody was told, changes nobody is concerned by. */
export const LEFT_OVER = `
  SELECT ARRAY(SELECT DISTINCT program_id FROM track WHERE announced_version < version
               ORDER BY program_id LIMIT $1) AS untold,
         EXISTS (SELECT 1 FROM directory_change) AS changed`;

export interface LeftOverRow {
  untold: string[];
  changed: boolean;
}
