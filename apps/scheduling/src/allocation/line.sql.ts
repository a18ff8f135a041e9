import type { Queryable } from '@handrail/messaging';
import type { Level } from '@handrail/domain';
import { consentsOf } from '../consent/consent.store.js';
import type { ConsentReport } from '../consent/domain/consent-report.js';
import type { CareNeed, Course } from '../placement/domain/placement.js';
import { toFreeFrom } from '../placement/placement-row.js';
import { NEVER } from '../stay/domain/stay.js';
import type { OpenTrack } from './domain/open-tracks.js';
import { frontOf } from './domain/front-of-line.js';
import type { InLine, LineFront } from './domain/in-line.js';

/** The event a person's failed turn is parked as; taken up again, it puts them back in line. */
export const LOOK_AGAIN = 'timer.scheduling.look-again';

/**
 * Who can be given a place now or has to hear that there is none. Who wants none for a while, or lives in
 * elsewhere for nobody knows how long, is passed over with the rank kept; so is whose turn failed and is
 * parked: a person who cannot be placed must not stop those behind.
 */
export const CAN_COME = `
  (p.status = 'requested'
   OR (p.course ->> 'parkedUntil') IS NULL AND (p.free_from IS NULL OR p.free_from < 'infinity'))
  AND NOT EXISTS (
    SELECT 1 FROM inbox AS failed WHERE failed.disposition = 'parked'
      AND failed.key = p.person_id::text AND failed.type = '${LOOK_AGAIN}')`;

const BY_LINE = 'priority_class, requested_at, id';
const POSITION = 'p.id, p.priority_class, p.requested_at';

/**
 * The front of the line: new requests, people about whom something is new, and of those who wait for a
 * track with room as many as could have a place, of each group and of all. Everybody else who waits stays untouched, so
 * a turn costs what there is to do and not how many wait. Each part is a few steps in an index of its own.
 */
const FRONT = `
  WITH open AS MATERIALIZED (SELECT * FROM unnest($2::text[], $3::int[]) AS o(track, free)),
  reached AS MATERIALIZED (
    SELECT g.id, least($1, sum(o.free))::int AS most, array_agg(o.track) AS tracks
    FROM need_group AS g CROSS JOIN LATERAL unnest(g.suitable) AS s(track) JOIN open AS o USING (track)
    WHERE g.suitable && $2::text[] GROUP BY g.id),
  front AS (
    (SELECT ${POSITION}, NULL::uuid AS need_group, true AS is_new
     FROM placement AS p WHERE p.needs_look AND ${CAN_COME} ORDER BY ${BY_LINE} LIMIT $1)
    UNION ALL
    (SELECT ${POSITION}, NULL, true FROM placement AS p
     WHERE p.status = 'waitlisted' AND p.weighed_version > 0 AND ${CAN_COME}
     ORDER BY ${BY_LINE} LIMIT $1)
    UNION ALL
    (SELECT ${POSITION}, NULL, true
     FROM line_look AS l JOIN placement AS p ON p.id = l.placement_id
     WHERE p.status IN ('requested', 'waitlisted') AND ${CAN_COME}
     ORDER BY l.priority_class, l.requested_at, l.placement_id LIMIT $1)
    UNION ALL
    (SELECT w.id, w.priority_class, w.requested_at, g.id, false
    FROM reached AS g CROSS JOIN LATERAL (
      SELECT ${POSITION} FROM placement AS p
      WHERE p.status = 'waitlisted' AND p.need_group = g.id AND NOT p.excepted_tracks @> g.tracks
        AND ${CAN_COME}
      ORDER BY ${BY_LINE} LIMIT g.most) AS w
    ORDER BY w.priority_class, w.requested_at, w.id
    LIMIT (SELECT least($1, coalesce(sum(free), 0)) FROM open))),
  first AS (
    SELECT id, max(need_group::text)::uuid AS need_group, bool_or(is_new) AS is_new
    FROM front GROUP BY priority_class, requested_at, id ORDER BY ${BY_LINE} LIMIT $1)
  SELECT p.id, p.person_id, p.level, p.need, p.priority_class, p.requested_at, p.declined_tracks,
         p.preferred_track, p.free_from, p.course -> 'resting' AS resting,
         p.course -> 'onlyPrograms' AS only_programs, p.course ->> 'parkedUntil' AS parked_until,
         p.need_group, p.excepted_tracks, ${consentsOf('p.person_id')} AS consents, first.is_new, g.most, g.tracks
  FROM first JOIN placement AS p ON p.id = first.id LEFT JOIN reached AS g ON g.id = first.need_group
  ORDER BY p.priority_class, p.requested_at, p.id`;

interface FrontRow {
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
  need_group: string | null;
  excepted_tracks: string[];
  consents: readonly ConsentReport[] | null;
  is_new: boolean;
  /** Of whom a group with room has brought: how many of it were asked for, and for which tracks. */
  most: number | null;
  tracks: string[] | null;
}

/** Reads who is next in line while these tracks have room, so many people at most. */
export async function nextInLine(
  db: Queryable,
  open: readonly OpenTrack[],
  atMost: number,
): Promise<LineFront> {
  const rows = await db.query<FrontRow>(FRONT, [
    atMost,
    open.map(({ key }) => key),
    open.map(({ free }) => free),
  ]);
  return frontOf(
    rows.map((row) => ({
      request: toInLine(row),
      ...(row.tracks ? { of: { most: row.most!, tracks: row.tracks } } : {}),
    })),
    open,
  );
}

const toInLine = (row: FrontRow): InLine => ({
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
  isNew: row.is_new,
  needGroup: row.need_group,
  exceptedTracks: row.excepted_tracks,
  consents: row.consents ?? [],
});

/** Whoever was looked at has nothing new about them any more, also where nothing of them had to be written. */
export const LOOKED_AT = `
  WITH looked_at AS (DELETE FROM line_look WHERE placement_id = ANY($1::uuid[]))
  UPDATE placement SET weighed_version = 0
  WHERE id = ANY($1::uuid[]) AND status = 'waitlisted' AND weighed_version > 0`;

/** What is left to do besides the line: counts nobody was told. */
export const UNTOLD = `
  SELECT DISTINCT program_id FROM track WHERE announced_version < version ORDER BY program_id LIMIT $1`;
