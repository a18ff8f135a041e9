import type { Queryable } from '@handrail/messaging';
import type { ProgramLevel } from '@handrail/domain';
import { consentsOf } from '../consent/consent.store.js';
import type { ConsentReport } from '../consent/domain/consent-report.js';
import type { Course } from '../placement/domain/course.js';
import type { CareNeed } from '../placement/domain/placement.js';
import { toFreeFrom } from '../placement/placement-row.js';
import { NEVER } from '../stay/domain/stay.js';
import type { OpenTrack } from './domain/open-tracks.js';
import { frontOf, type ReadInLine } from './domain/front-of-line.js';
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

/** New requests, and people about whom something is new, whatever has room: each by a few steps in an index. */
const NEWS = `
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
   ORDER BY l.priority_class, l.requested_at, l.placement_id LIMIT $1)`;

const OPEN = `open AS MATERIALIZED (SELECT * FROM unnest($2::text[], $3::int[]) AS o(track, free))`;
const AT_MOST = `(SELECT least($1, coalesce(sum(free), 0)) FROM open)`;

const READ = `
  SELECT p.id, p.person_id, p.level, p.need, p.priority_class, p.requested_at, p.declined_tracks,
         p.preferred_track, p.free_from, p.course -> 'resting' AS resting,
         p.course -> 'onlyPrograms' AS only_programs, p.course ->> 'parkedUntil' AS parked_until,
         p.need_group, p.excepted_tracks, ${consentsOf('p.person_id')} AS consents, first.is_new`;

const FIRST = `first AS (
    SELECT id, max(need_group::text)::uuid AS need_group, bool_or(is_new) AS is_new
    FROM front GROUP BY priority_class, requested_at, id ORDER BY ${BY_LINE} LIMIT $1)`;

/**
 * The front of the line: beside what is new, of those who wait for a track with room as many as could have a
 * place, of each group and of all. Everybody else who waits stays untouched, so a turn costs what there is
 * to do and not how many wait.
 */
const BY_GROUPS = `
  WITH ${OPEN},
  reached AS MATERIALIZED (
    SELECT g.id, least($1, sum(o.free))::int AS most, array_agg(o.track) AS tracks
    FROM need_group AS g CROSS JOIN LATERAL unnest(g.suitable) AS s(track) JOIN open AS o USING (track)
    WHERE g.suitable && $2::text[] GROUP BY g.id),
  front AS (${NEWS}
    UNION ALL
    (SELECT w.id, w.priority_class, w.requested_at, g.id, false
    FROM reached AS g CROSS JOIN LATERAL (
      SELECT ${POSITION} FROM placement AS p
      WHERE p.status = 'waitlisted' AND p.need_group = g.id AND NOT p.excepted_tracks @> g.tracks
        AND ${CAN_COME}
      ORDER BY ${BY_LINE} LIMIT g.most) AS w
    ORDER BY w.priority_class, w.requested_at, w.id
    LIMIT ${AT_MOST})),
  ${FIRST}
  ${READ}, g.most, g.tracks
  FROM first JOIN placement AS p ON p.id = first.id LEFT JOIN reached AS g ON g.id = first.need_group
  ORDER BY p.priority_class, p.requested_at, p.id`;

/** So many tracks with room are what nearly everybody waits for one of. */
const MANY_OPEN = 20;

/** How far the line is walked before it is looked at by groups. */
const WALKED = 4_000;

/**
 * The same where many tracks have room, as after every program has changed: groups would bring nearly
 * everybody who waits, each turn anew. The line is walked from its front until as many were found.
 */
const BY_WALK = `
  WITH ${OPEN},
  walked AS (
    SELECT ${POSITION}, p.need_group, p.excepted_tracks FROM placement AS p
    WHERE p.status = 'waitlisted' AND ${CAN_COME}
    ORDER BY ${BY_LINE} LIMIT ${WALKED}),
  front AS (${NEWS}
    UNION ALL
    (SELECT w.id, w.priority_class, w.requested_at, w.need_group, false
    FROM walked AS w JOIN need_group AS g ON g.id = w.need_group
    WHERE EXISTS (
      SELECT 1 FROM unnest(g.suitable) AS s(track)
      WHERE s.track = ANY($2::text[]) AND s.track <> ALL(w.excepted_tracks))
    ORDER BY w.priority_class, w.requested_at, w.id
    LIMIT ${AT_MOST})),
  ${FIRST}
  ${READ}, CASE WHEN first.need_group IS NOT NULL THEN ${WALKED} END AS most,
    CASE WHEN first.need_group IS NOT NULL THEN '{}'::text[] END AS tracks,
    (SELECT count(*)::int FROM front WHERE need_group IS NOT NULL) AS found
  FROM first JOIN placement AS p ON p.id = first.id
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
  /** Of whom room has brought: how many of their group were asked for at most, and for which tracks. */
  most: number | null;
  tracks: string[] | null;
  /** Only of a walk: how many people the stretch held who could have a place, up to as many as there could be. */
  found?: number;
}

/** Reads who is next in line while these tracks have room, so many people at most. */
export async function nextInLine(
  db: Queryable,
  open: readonly OpenTrack[],
  atMost: number,
): Promise<LineFront> {
  const walked = open.length >= MANY_OPEN ? await frontByWalk(db, open, atMost) : null;
  return walked ?? (await frontByGroups(db, open, atMost));
}

/** As `nextInLine`, and always by groups: what every quicker way has to find, too. */
export const frontByGroups = async (
  db: Queryable,
  open: readonly OpenTrack[],
  atMost: number,
): Promise<LineFront> => frontOf((await rowsOf(BY_GROUPS, db, open, atMost)).map(toRead), open);

/** Null when the stretch of the line that is walked does not hold as many people as there could be. */
export async function frontByWalk(
  db: Queryable,
  open: readonly OpenTrack[],
  atMost: number,
): Promise<LineFront | null> {
  const rows = await rowsOf(BY_WALK, db, open, atMost);
  const places = open.reduce((sum, { free }) => sum + free, 0);
  // Of fewer nobody knows whether somebody further back stands before those who are new.
  return (rows[0]?.found ?? 0) >= Math.min(atMost, places) ? frontOf(rows.map(toRead), open) : null;
}

const rowsOf = (statement: string, db: Queryable, open: readonly OpenTrack[], atMost: number) =>
  db.query<FrontRow>(statement, [atMost, open.map(({ key }) => key), open.map(({ free }) => free)]);

const toRead = (row: FrontRow): ReadInLine => ({
  request: toInLine(row),
  ...(row.tracks ? { of: { most: row.most!, tracks: row.tracks } } : {}),
});

const toInLine = (row: FrontRow): InLine => ({
  id: row.id,
  personId: row.person_id,
  level: row.level as ProgramLevel,
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
