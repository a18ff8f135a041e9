// A day on which nothing changed was as the last one before it ended.
/** How full the program was at the end of each day, from 30 days before it reached 90 %. */
export const DAYS = `
  SELECT d.day::text AS day, sum(c.capacity)::int AS capacity, sum(c.taken)::int AS taken,
         sum(c.last_free)::int AS free
  FROM program AS p
  CROSS JOIN LATERAL (
    SELECT day::date AS day FROM generate_series(
      ($2::timestamptz AT TIME ZONE p.time_zone)::date - 30,
      (now() AT TIME ZONE p.time_zone)::date, interval '1 day') AS day) AS d
  JOIN track AS t ON t.program_id = p.id
  CROSS JOIN LATERAL (
    SELECT c.capacity, c.taken, c.last_free FROM capacity_day AS c
    WHERE c.program_id = t.program_id AND c.track_id = t.id AND c.day <= d.day
    ORDER BY c.day DESC LIMIT 1) AS c
  WHERE p.id = $1 GROUP BY d.day ORDER BY d.day`;

export interface DayRow {
  readonly day: string;
  readonly capacity: number;
  readonly taken: number;
  readonly free: number;
}

const WHO = `
  SELECT p.id, p.person_id, p.priority_class, p.requested_at, NULL::timestamptz AS placed_at
  FROM track AS t CROSS JOIN LATERAL (SELECT t.program_id || '/' || t.id AS name) AS key
  JOIN need_group AS g ON g.suitable && ARRAY[key.name]
  JOIN placement AS p ON p.need_group = g.id AND p.status = 'waitlisted'
    AND NOT key.name = ANY(p.excepted_tracks)
  WHERE t.program_id = $1
  UNION
  SELECT p.id, p.person_id, p.priority_class, p.requested_at, p.confirmed_at
  FROM placement AS p
  WHERE p.program_id = $1 AND p.confirmed_at >= $2::timestamptz
    AND p.confirmed_at > p.requested_at + interval '1 hour'`;

/** Who waits for the program, and who waited and got a place there since. */
export const WAITED = `
  SELECT id, priority_class, requested_at, placed_at, count(*) OVER ()::int AS in_all,
         round((extract(epoch FROM coalesce(placed_at, now()) - requested_at) / 86400)::numeric, 1)::float
           AS waited_days
  FROM (${WHO}) AS who ORDER BY waited_days DESC, id LIMIT $3`;

export interface WaitedRow {
  readonly id: string;
  readonly priority_class: number;
  readonly requested_at: Date;
  readonly placed_at: Date | null;
  readonly in_all: number;
  readonly waited_days: number;
}

/** Offers of places of the program since, by what became of them. */
export const OFFERS = `
  SELECT status, count(*)::int AS count FROM offer
  WHERE program_id = $1 AND made_at >= $2::timestamptz GROUP BY status ORDER BY status`;

/** Reasons somebody noted for serving one of them, or not, out of turn. */
export const EXCEPTIONS = `
  SELECT e ->> 'placementId' AS placement_id, e ->> 'at' AS at, e ->> 'reason' AS reason
  FROM (${WHO}) AS who JOIN waiting_record AS w ON w.person_id = who.person_id
  CROSS JOIN LATERAL jsonb_array_elements(w.record -> 'exceptions') AS e
  WHERE e ->> 'placementId' = who.id::text ORDER BY 2, 1`;
