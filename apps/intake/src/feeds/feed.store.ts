import type { Queryable, Tx } from '@handrail/messaging';
import type { FeedAlarm, Finding } from './domain/alarms.js';
import { LEARNED_WEEKS, type FeedHour } from './domain/rhythm.js';
import type { Numbered } from './domain/sequence.js';

/** A feed is known by a hash of its source, which may be a name of any length. */
const FEED_ID = 'md5(source)::uuid';

/** Numbers older than this neither raise nor keep up an alarm. */
const KEPT = `interval '2 hours'`;

/** Lets go of what no rhythm, count or gap is read from any more. */
export async function forgetOld(db: Queryable, now: string): Promise<void> {
  await db.query(`DELETE FROM feed_minute WHERE minute < $1::timestamptz - interval '25 hours'`, [
    now,
  ]);
  await db.query(`DELETE FROM feed_hour WHERE hour < $1::timestamptz - interval '1 year'`, [now]);
  await db.query(`DELETE FROM feed WHERE last_at < $1::timestamptz - interval '1 year'`, [now]);
  await db.query(`DELETE FROM feed_sequence WHERE received_at < $1::timestamptz - ${KEPT}`, [now]);
}

export interface KnownFeed {
  readonly feedId: string;
  readonly source: string;
  readonly lastReceivedAt: string;
  readonly hours: readonly FeedHour[];
}

const HOURS = `
  SELECT feed_id AS "feedId", max(source) AS source, max(last_at) AS "lastAt",
    json_agg(json_build_object('hour', hour, 'received', received, 'discharges', discharges,
      'updates', updates)) AS hours
  FROM feed_hour
  WHERE hour >= $1::timestamptz - interval '${LEARNED_WEEKS} weeks' AND hour <= $1::timestamptz
  GROUP BY feed_id`;

/** Feeds of the learned weeks with their hours. */
export async function knownFeeds(db: Queryable, now: string): Promise<KnownFeed[]> {
  const rows = await db.query<{
    feedId: string;
    source: string;
    lastAt: Date;
    hours: FeedHour[];
  }>(HOURS, [now]);
  return rows.map(({ lastAt, ...feed }) => ({ ...feed, lastReceivedAt: lastAt.toISOString() }));
}

// Two hours of the day out of 24, and the first hour, which says since when the feed is known.
const LAST_HOUR = `
  SELECT h.feed_id AS "feedId", json_agg(json_build_object('hour', hour, 'received', received,
    'discharges', discharges, 'updates', updates)) AS hours
  FROM unnest($2::uuid[]) AS named(feed_id) CROSS JOIN LATERAL (
    SELECT min(hour) AS first FROM feed_hour
    WHERE feed_id = named.feed_id AND hour >= $1::timestamptz - interval '${LEARNED_WEEKS} weeks') AS known
  JOIN feed_hour h ON h.feed_id = named.feed_id AND h.hour BETWEEN known.first AND $1::timestamptz
  WHERE h.hour = known.first OR date_part('hour', h.hour AT TIME ZONE 'UTC') IN (
    date_part('hour', $1::timestamptz AT TIME ZONE 'UTC'),
    date_part('hour', ($1::timestamptz - interval '1 hour') AT TIME ZONE 'UTC'))
  GROUP BY h.feed_id`;

/** Of the learned weeks only what says how many messages the last hour usually brings. */
export async function hoursLikeTheLast(
  db: Queryable,
  now: string,
  feedIds: readonly string[],
): Promise<Map<string, FeedHour[]>> {
  const rows = await db.query<{ feedId: string; hours: FeedHour[] }>(LAST_HOUR, [now, feedIds]);
  return new Map(rows.map(({ feedId, hours }) => [feedId, hours]));
}

/** Keeps the sequence numbers of messages that are stored. */
export async function noteSequences(
  db: Queryable,
  noted: ReadonlyArray<{ readonly source: string } & Numbered>,
): Promise<void> {
  if (noted.length === 0) return;
  await db.query(
    `INSERT INTO feed_sequence (feed_id, sequence, received_at)
     SELECT ${FEED_ID}, n.sequence, n.received_at
     FROM unnest($1::text[], $2::bigint[], $3::timestamptz[]) AS n(source, sequence, received_at)`,
    [
      noted.map(({ source }) => source),
      noted.map(({ sequence }) => sequence),
      noted.map(({ receivedAt }) => receivedAt),
    ],
  );
}

/** The numbers that are kept, by feed, in the order of arrival. */
export async function keptSequences(db: Queryable): Promise<Map<string, Numbered[]>> {
  const rows = await db.query<{ feedId: string; sequence: string; receivedAt: Date }>(
    `SELECT feed_id AS "feedId", sequence, received_at AS "receivedAt" FROM feed_sequence
     ORDER BY arrival`,
  );
  const byFeed = new Map<string, Numbered[]>();
  for (const { feedId, sequence, receivedAt } of rows) {
    const numbered = { sequence: Number(sequence), receivedAt: receivedAt.toISOString() };
    const known = byFeed.get(feedId);
    if (known) known.push(numbered);
    else byFeed.set(feedId, [numbered]);
  }
  return byFeed;
}

export interface AlarmOfFeed extends Finding {
  readonly feedId: string;
  readonly raisedAt: string;
}

export async function standingAlarms(db: Queryable): Promise<AlarmOfFeed[]> {
  const rows = await db.query<
    Omit<AlarmOfFeed, 'since' | 'raisedAt'> & Record<'since' | 'raisedAt', Date>
  >(
    `SELECT feed_id AS "feedId", alarm, raised_at AS "raisedAt", since, expected, observed
     FROM feed_alarm WHERE cleared_at IS NULL`,
  );
  return rows.map((row) => ({
    ...row,
    since: row.since.toISOString(),
    raisedAt: row.raisedAt.toISOString(),
  }));
}

/** True when the alarm was not standing already. */
export async function raise(tx: Tx, feedId: string, finding: Finding, now: string) {
  const rows = await tx.query(
    `INSERT INTO feed_alarm (feed_id, alarm, raised_at, since, expected, observed)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (feed_id, alarm) WHERE cleared_at IS NULL DO NOTHING RETURNING feed_id`,
    [feedId, finding.alarm, now, finding.since, finding.expected, finding.observed],
  );
  return rows.length > 0;
}

/** True when the alarm was standing until now. */
export async function clear(tx: Tx, feedId: string, alarm: FeedAlarm, now: string) {
  const rows = await tx.query(
    `UPDATE feed_alarm SET cleared_at = $3
     WHERE feed_id = $1 AND alarm = $2 AND cleared_at IS NULL RETURNING feed_id`,
    [feedId, alarm, now],
  );
  return rows.length > 0;
}
