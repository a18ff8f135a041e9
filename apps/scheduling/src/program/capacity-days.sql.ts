import type { Tx } from '@handrail/messaging';
import type { ProgramLevel } from '@handrail/domain';

// The day of the program. What was free at its beginning is what was free at the end of the day before.
const NOTE_DAY = `
  INSERT INTO capacity_day AS d (program_id, track_id, day, capacity, taken, most_free, last_free)
  SELECT t.program_id, t.id, today.day, t.capacity, t.used + t.held + t.taken_elsewhere,
         greatest(now.free, coalesce(before.last_free, 0)), now.free
  FROM track AS t JOIN program AS p ON p.id = t.program_id
  CROSS JOIN LATERAL (SELECT ($2::timestamptz AT TIME ZONE p.time_zone)::date AS day) AS today
  CROSS JOIN LATERAL (
    SELECT CASE WHEN p.closed THEN 0
           ELSE greatest(0, t.capacity - t.used - t.held - t.taken_elsewhere - t.blocked) END AS free) AS now
  LEFT JOIN LATERAL (
    SELECT last_free FROM capacity_day AS c
    WHERE c.program_id = t.program_id AND c.track_id = t.id AND c.day < today.day
    ORDER BY c.day DESC LIMIT 1) AS before ON true
  WHERE t.program_id = ANY($1::text[])
  ON CONFLICT (program_id, track_id, day) DO UPDATE SET
    capacity = excluded.capacity, taken = excluded.taken, last_free = excluded.last_free,
    most_free = greatest(d.most_free, excluded.last_free)`;

/** Keeps how full the tracks of some programs are now, by day: the last and the most that was free. */
export async function noteCapacityDay(
  tx: Tx,
  programIds: readonly string[],
  now: string,
): Promise<void> {
  await tx.query(NOTE_DAY, [programIds, now]);
}

// A day without a row was as the last one before it ended.
const ROOM = `
  SELECT a.level, a.requested_at,
         count(DISTINCT p.id)::int AS programs,
         coalesce(sum(CASE WHEN d.day = on_day.day THEN d.most_free ELSE d.last_free END), 0)::int
           AS free,
         count(t.id) FILTER (WHERE d.day IS NULL)::int AS unknown
  FROM unnest($1::text[], $2::timestamptz[]) AS a(level, requested_at)
  LEFT JOIN program AS p ON p.level = a.level
  LEFT JOIN track AS t ON t.program_id = p.id
  LEFT JOIN LATERAL (
    SELECT (a.requested_at AT TIME ZONE p.time_zone)::date AS day) AS on_day ON true
  LEFT JOIN LATERAL (
    SELECT c.day, c.most_free, c.last_free FROM capacity_day AS c
    WHERE c.program_id = t.program_id AND c.track_id = t.id AND c.day <= on_day.day
    ORDER BY c.day DESC LIMIT 1) AS d ON true
  GROUP BY a.level, a.requested_at`;

interface RoomRow {
  level: ProgramLevel;
  requested_at: Date;
  programs: number;
  free: number;
  unknown: number;
}

/** What programs of a level had free on the day of a request. */
export interface RoomOnDay {
  readonly level: ProgramLevel;
  readonly requestedAt: string;
  readonly programs: number;
  readonly free: number;
  /** Tracks of which nothing is known for that day. */
  readonly unknown: number;
}

/** Reads for each level and request how much room there was on its day, in all programs of the level. */
export async function roomOnDays(
  tx: Tx,
  asked: ReadonlyArray<Pick<RoomOnDay, 'level' | 'requestedAt'>>,
): Promise<RoomOnDay[]> {
  if (asked.length === 0) return [];
  const rows = await tx.query<RoomRow>(ROOM, [
    asked.map(({ level }) => level),
    asked.map(({ requestedAt }) => requestedAt),
  ]);
  return rows.map(({ requested_at: requestedAt, ...room }) => ({
    ...room,
    requestedAt: requestedAt.toISOString(),
  }));
}
