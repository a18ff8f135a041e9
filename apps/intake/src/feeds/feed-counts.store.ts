import { ADVISORY_LOCKS, type Queryable } from '@handrail/messaging';
import { MEANT_EMPTY, NOTHING_CARRIED } from '../inbound/domain/empty-notification.js';
import type { NothingCarried } from './domain/alarms.js';
import type { RefusalCounts } from './domain/refused.js';

/*
 * How feeds are counted. A trigger on `message` adds a row to `feed_tally` for each statement that stores
 * or settles messages. Summing takes these rows away and adds them to the minutes and hours of their feed,
 * in one statement: a count is in exactly one place, whatever dies when. Readers add both, so that nobody
 * has to wait for the summing.
 *
 * Reading messages instead was rejected: over a million of one day, from 40 feeds, the page took 1.2 s where
 * the minutes take 0.05 s (2 cores), and a day at 500 a second is 43 million. Minutes do not grow with the
 * rate. Adding to the minute in the transaction that stores was rejected too: all messages of a feed would
 * queue for one row.
 */

/** After an outage there may be millions; so many at once keep the statement short. */
const AT_ONCE = 20_000;

const COUNTS = [
  'received',
  'filtered',
  'queued',
  'accepted',
  'errored',
  'discharges',
  'updates',
] as const;
const HOURLY = ['received', 'discharges', 'updates'] as const;
const sums = (names: readonly string[]) =>
  names.map((name) => `sum(${name}) AS ${name}`).join(', ');
const added = (to: string, names: readonly string[]) =>
  names.map((name) => `${name} = ${to}.${name} + EXCLUDED.${name}`).join(', ');

const SUM = `
  WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(${ADVISORY_LOCKS.summing}) AS mine),
  taken AS (
    DELETE FROM feed_tally WHERE (SELECT mine FROM turn)
      AND id IN (SELECT id FROM feed_tally ORDER BY id LIMIT ${AT_ONCE}) RETURNING *),
  minutes AS (
    INSERT INTO feed_minute AS m (feed_id, minute, protocol, ${COUNTS.join(', ')})
    SELECT feed_id, minute, protocol, ${sums(COUNTS)} FROM taken GROUP BY feed_id, minute, protocol
    ON CONFLICT (feed_id, minute, protocol) DO UPDATE SET ${added('m', COUNTS)}),
  hours AS (
    INSERT INTO feed_hour AS h (feed_id, hour, source, ${HOURLY.join(', ')}, last_at)
    SELECT feed_id, date_trunc('hour', minute, 'UTC'), min(source), ${sums(HOURLY)}, max(last_at)
    FROM taken WHERE received > 0 GROUP BY 1, 2
    ON CONFLICT (feed_id, hour) DO UPDATE
      SET ${added('h', HOURLY)}, last_at = greatest(h.last_at, EXCLUDED.last_at)),
  feeds AS (
    INSERT INTO feed AS f (feed_id, source, protocol, last_at)
    SELECT DISTINCT ON (feed_id) feed_id, source, protocol, last_at
    FROM taken WHERE received > 0 ORDER BY feed_id, last_at DESC
    ON CONFLICT (feed_id) DO UPDATE SET protocol = EXCLUDED.protocol, last_at = EXCLUDED.last_at
      WHERE f.last_at < EXCLUDED.last_at)
  SELECT count(*)::int AS taken FROM taken`;

/** Adds what was counted since to minutes and hours; one process at a time, the others leave it alone. */
export async function sumTallies(db: Queryable): Promise<void> {
  for (;;) {
    const [row] = await db.query<{ taken: number }>(SUM);
    if (!row || row.taken < AT_ONCE) return;
  }
}

const UPDATES = `
  SELECT feed_id AS "feedId", sum(updates)::int AS n FROM feed_minute
  WHERE minute > $1::timestamptz - interval '1 hour' AND minute <= $1::timestamptz GROUP BY feed_id`;

/** Updates of the last hour by feed, of what is summed. */
export async function recentUpdates(db: Queryable, now: string): Promise<Map<string, number>> {
  const rows = await db.query<{ feedId: string; n: number }>(UPDATES, [now]);
  return new Map(rows.map(({ feedId, n }) => [feedId, n]));
}

const REFUSALS = `
  SELECT sum(received) FILTER (WHERE minute > $1::timestamptz - interval '1 hour')::int AS "hourReceived",
    sum(errored) FILTER (WHERE minute > $1::timestamptz - interval '1 hour')::int AS "hourRefused",
    sum(received)::int AS "dayReceived", sum(errored)::int AS "dayRefused"
  FROM feed_minute WHERE minute > $1::timestamptz - interval '1 day' GROUP BY feed_id
  HAVING sum(errored) > 0`;

/** How many messages of each feed were refused, of what is summed; feeds with none are left out. */
export async function refusalsOf(
  db: Queryable,
  now: string,
): Promise<Array<{ readonly hour: RefusalCounts; readonly day: RefusalCounts }>> {
  const rows = await db.query<
    Record<'hourReceived' | 'hourRefused' | 'dayReceived' | 'dayRefused', number | null>
  >(REFUSALS, [now]);
  return rows.map((row) => ({
    hour: { received: row.hourReceived ?? 0, refused: row.hourRefused ?? 0 },
    day: { received: row.dayReceived ?? 0, refused: row.dayRefused ?? 0 },
  }));
}

// As they stand in the index `message_nothing_carried`.
const REASONS = [NOTHING_CARRIED, ...MEANT_EMPTY].map((reason) => `'${reason}'`).join(', ');

const CARRYING_NOTHING = `
  WITH empty AS (
    SELECT md5(source)::uuid AS feed_id, count(*)::int AS all,
      count(*) FILTER (WHERE reason = '${NOTHING_CARRIED}')::int AS count,
      min(received_at) FILTER (WHERE reason = '${NOTHING_CARRIED}') AS since
    FROM message
    WHERE reason IN (${REASONS})
      AND received_at > $1::timestamptz - interval '1 day'
    GROUP BY source)
  SELECT feed_id AS "feedId", count, since FROM empty
  WHERE count > 0 AND empty.all >= (
    SELECT coalesce(sum(received), 0) FROM feed_minute m
    WHERE m.feed_id = empty.feed_id AND minute > $1::timestamptz - interval '1 day')`;

/** Feeds that have told of events for a day, of what is summed, and never of what happened. */
export async function carryingNothing(
  db: Queryable,
  now: string,
): Promise<Map<string, NothingCarried>> {
  const rows = await db.query<{ feedId: string; count: number; since: Date }>(CARRYING_NOTHING, [
    now,
  ]);
  return new Map(
    rows.map(({ feedId, count, since }) => [feedId, { count, since: since.toISOString() }]),
  );
}

/** How a feed stands, as counted. */
export interface CountedFeed {
  readonly feedId: string;
  /** Of one that never sent anything, the name of its profile behind `profile:`. */
  readonly source: string;
  /** The profile it is read with, where that was noted, or by which it is awaited. */
  readonly profile: string | null;
  /** Ways it came by in the last 24 hours, or the last one before. */
  readonly protocols: readonly string[];
  /** Null when it never sent anything. */
  readonly lastAt: Date | null;
  readonly received: number;
  readonly filtered: number;
  readonly queued: number;
  readonly accepted: number;
  readonly errored: number;
  readonly lastHour: number;
  /** Of the last hour, those that were rejected. */
  readonly lastHourErrored: number;
  /** Of the running minute and the four before. */
  readonly lastMinutes: number;
  readonly refusal: {
    readonly at: string;
    readonly messageId: string;
    readonly reason: string;
    readonly problems: Array<{ path: string; reason: string; accepted: string }>;
  } | null;
}

const DAY = COUNTS.slice(0, 5);

// A page of feeds first: only their minutes are read, at most 1,440 for each way a feed comes by.
const FEEDS = `
  WITH page AS (
    SELECT feed_id, max(source) AS source, max(last_at) AS last_at, max(protocol) AS way
    FROM (SELECT feed_id, source, last_at, protocol FROM feed
          UNION ALL SELECT feed_id, source, last_at, protocol FROM feed_tally
          UNION ALL SELECT feed_id, 'profile:' || profile, NULL, NULL FROM awaited_feed) AS known
    WHERE ($2::uuid IS NULL OR feed_id > $2) AND ($4::text[] IS NULL OR source = ANY($4)) GROUP BY feed_id ORDER BY feed_id LIMIT $3),
  counted AS (
    SELECT feed_id, protocol, minute, ${DAY.join(', ')} FROM feed_minute JOIN page USING (feed_id)
    WHERE minute > $1::timestamptz - interval '1 day'
    UNION ALL
    SELECT feed_id, protocol, minute, ${DAY.join(', ')} FROM feed_tally JOIN page USING (feed_id)
    WHERE minute > $1::timestamptz - interval '1 day'),
  ways AS (
    SELECT feed_id, protocol, ${sums(DAY)},
      sum(received) FILTER (WHERE minute > $1::timestamptz - interval '1 hour') AS last_hour,
      sum(errored) FILTER (WHERE minute > $1::timestamptz - interval '1 hour') AS last_hour_errored,
      sum(received) FILTER (WHERE minute > $1::timestamptz - interval '5 minutes') AS last_minutes
    FROM counted GROUP BY feed_id, protocol),
  summed AS (
    SELECT feed_id, array_agg(protocol ORDER BY protocol) AS protocols,
      ${sums([...DAY, 'last_hour', 'last_hour_errored', 'last_minutes'])}
    FROM ways GROUP BY feed_id)
  SELECT feed_id AS "feedId", source, last_at AS "lastAt",
    coalesce(feed_profile.profile, awaited_feed.profile) AS profile,
    coalesce(protocols, array_remove(ARRAY[way], NULL)) AS protocols,
    ${DAY.map((name) => `coalesce(${name}, 0)::int AS ${name}`).join(', ')},
    coalesce(last_hour, 0)::int AS "lastHour",
    coalesce(last_hour_errored, 0)::int AS "lastHourErrored", coalesce(last_minutes, 0)::int AS "lastMinutes",
    refusal."refusal"
  FROM page LEFT JOIN summed USING (feed_id) LEFT JOIN feed_profile USING (feed_id)
  LEFT JOIN awaited_feed USING (feed_id) LEFT JOIN LATERAL (
    SELECT json_build_object('at', received_at, 'messageId', id, 'reason', reason,
      'problems', problems) AS refusal
    FROM message WHERE disposition = 'rejected' AND md5(message.source)::uuid = page.feed_id
    ORDER BY received_at DESC LIMIT 1) AS refusal ON true
  ORDER BY feed_id`;

export interface FeedsAsked {
  readonly now: string;
  readonly after?: string;
  readonly limit: number;
  /** Only these. */
  readonly sources?: readonly string[];
}

/** Feeds in the order of their ids, beginning after one of them. */
export async function countedFeeds(
  db: Queryable,
  { now, after, limit, sources }: FeedsAsked,
): Promise<CountedFeed[]> {
  return db.query<CountedFeed>(FEEDS, [now, after ?? null, limit, sources ?? null]);
}
