import { PLAN_OVER } from '../placement/placement.timers.js';

/** So many people of a line are looked at; who stands behind them is told that nobody can say. */
const LOOKED_AT = 20_000;

/** Who waits at a level, next in line first. Who lives in for nobody knows how long is passed over. */
export const WAITING = `
  SELECT p.id, p.priority_class, p.requested_at,
         CASE WHEN p.excepted_tracks = '{}' THEN g.suitable
              ELSE ARRAY(SELECT t FROM unnest(g.suitable) AS t WHERE NOT t = ANY(p.excepted_tracks)) END AS tracks,
         greatest(0, ceil(extract(epoch FROM p.free_from - $2::timestamptz) / 86400))::int AS free_from
  FROM placement AS p JOIN need_group AS g ON g.id = p.need_group
  WHERE p.status = 'waitlisted' AND p.level = $1 AND NOT g.suitable <@ p.excepted_tracks
    AND (p.free_from IS NULL OR p.free_from < 'infinity') AND p.course ->> 'parkedUntil' IS NULL
  ORDER BY p.priority_class, p.requested_at, p.id LIMIT ${LOOKED_AT}`;

export interface InLineRow {
  readonly id: string;
  readonly priority_class: number;
  readonly requested_at: Date;
  /** Those that would do, whether or not they have room. */
  readonly tracks: string[];
  readonly free_from: number | null;
}

// A plan of sessions has a timer for its end; a stay has the day its discharge is planned for.
/** Who has a place at a level: days from now to the first one and to the planned end. */
export const TAKEN = `
  SELECT p.program_id || '/' || p.track_id AS track,
         p.attended OR came.at IS NOT NULL AS has_arrived,
         floor(extract(epoch FROM coalesce(came.at, p.starts_on) - $2::timestamptz) / 86400)::int AS began_on,
         ceil(extract(epoch FROM coalesce(plan.due_at, s.planned_for) - $2::timestamptz) / 86400)::int
           AS ends_on
  FROM placement AS p
  CROSS JOIN LATERAL (SELECT (p.course -> 'arrival' ->> 'at')::timestamptz AS at) AS came
  LEFT JOIN timer AS plan ON plan.key = p.person_id::text AND plan.name = 'plan:' || p.id
    AND plan.type = '${PLAN_OVER}'
  LEFT JOIN stay_history AS h ON h.person_id = p.person_id AND plan.key IS NULL
  LEFT JOIN LATERAL (
    SELECT max((stay -> 'plan' ->> 'plannedFor')::timestamptz) AS planned_for
    FROM jsonb_array_elements(h.stays) AS stay
    WHERE stay ->> 'stayId' = p.course -> 'arrival' ->> 'stayId' AND stay -> 'end' = 'null') AS s ON true
  WHERE p.status = 'confirmed' AND p.level = $1`;

export interface TakenRow {
  readonly track: string;
  readonly has_arrived: boolean;
  readonly began_on: number;
  readonly ends_on: number | null;
}

/** What became of the places of a level that were given in the last year. */
export const LENGTHS = `
  SELECT p.plan IS NOT NULL AS planned,
         CASE WHEN NOT (p.attended OR came.at IS NOT NULL)
                THEN CASE WHEN p.status = 'confirmed' THEN 'not-come-yet' ELSE 'never-came' END
              WHEN p.status = 'confirmed' THEN 'still'
              WHEN p.end_reason = 'finished' THEN 'finished' ELSE 'left' END AS how,
         greatest(0, floor(extract(epoch FROM coalesce(p.left_at, $2::timestamptz)
           - coalesce(came.at, p.starts_on)) / 86400))::int AS days,
         greatest(0, p.starts_on - p.confirmed_at::date) AS starts_after, count(*)::int AS count
  FROM placement AS p
  CROSS JOIN LATERAL (SELECT (p.course -> 'arrival' ->> 'at')::timestamptz AS at) AS came
  WHERE p.level = $1 AND p.starts_on IS NOT NULL
    AND p.confirmed_at > $2::timestamptz - interval '365 days'
    AND (p.status = 'confirmed' OR p.left_at IS NOT NULL)
  GROUP BY 1, 2, 3, 4`;

export interface LengthRow {
  readonly planned: boolean;
  readonly how: 'finished' | 'left' | 'still' | 'never-came' | 'not-come-yet';
  readonly days: number;
  readonly starts_after: number;
  readonly count: number;
}

/** People of the first three classes who asked for a level in the last 180 days, by region, a day. */
export const ARRIVALS = `
  SELECT priority_class, region, count(*)::float / seen.days AS per_day
  FROM placement
  CROSS JOIN (
    SELECT greatest(7, least(180, extract(epoch FROM $2::timestamptz - min(created_at)) / 86400))::float AS days
    FROM placement WHERE level = $1) AS seen
  WHERE level = $1 AND priority_class < 4 AND requested_at > $2::timestamptz - interval '180 days'
  GROUP BY priority_class, region, seen.days`;

export interface ArrivalRow {
  readonly priority_class: number;
  readonly region: string | null;
  readonly per_day: number;
}

/** How many left the line of a level without a place in the last 180 days, of how many days waited. */
export const LEAVING = `
  SELECT count(*) FILTER (WHERE gone)::int AS gone,
         coalesce(sum(greatest(0, extract(epoch FROM until - since))) / 86400, 0)::float AS waited
  FROM (
    SELECT status = 'withdrawn' AND confirmed_at IS NULL AS gone,
           greatest(created_at, $2::timestamptz - interval '180 days') AS since,
           CASE WHEN status IN ('requested', 'waitlisted', 'offered') THEN $2::timestamptz
                ELSE coalesce(confirmed_at, updated_at) END AS until
    FROM placement
    WHERE level = $1 AND (status IN ('requested', 'waitlisted', 'offered')
      OR updated_at > $2::timestamptz - interval '180 days')) AS waits`;

export interface LeavingRow {
  readonly gone: number;
  readonly waited: number;
}

/** How long those waited, by class, who got a place of a level in the last 30 days after an hour or more. */
export const WAITS_ENDED = `
  SELECT priority_class AS "priorityClass", count(*)::int AS count,
         avg(extract(epoch FROM confirmed_at - requested_at) / 86400)::float AS "waitedDays"
  FROM placement
  WHERE level = $1 AND confirmed_at > $2::timestamptz - interval '30 days'
    AND confirmed_at > requested_at + interval '1 hour'
  GROUP BY priority_class`;
