import type { Tx } from '@handrail/messaging';
import type { Queryable } from '../person/person.store.js';
import type { FeedAlarm, Finding } from './domain/alarms.js';
import { LEARNED_WEEKS, type FeedHour } from './domain/rhythm.js';
import type { Numbered } from './domain/sequence.js';

/** A feed is known by a hash of its source, which may be a name of any length. */
export const FEED_ID = 'md5(source)::uuid';

/** What ends stays and what only corrects, in every protocol. */
const DISCHARGES = `type IN ('ADT^A03', 'handrail.inbound.stay-ended.v1', 'notification-discharge')`;
const UPDATES = `type IN ('ADT^A08', 'ADT^A31')`;

const ROLL_UP = `
  INSERT INTO feed_hour (feed_id, hour, source, received, discharges, updates, last_at)
  SELECT ${FEED_ID}, date_trunc('hour', received_at, 'UTC'), min(source), count(*),
    count(*) FILTER (WHERE ${DISCHARGES}), count(*) FILTER (WHERE ${UPDATES}), max(received_at)
  FROM message
  WHERE received_at >= least(date_trunc('hour', $1::timestamptz, 'UTC') - interval '1 hour',
    coalesce((SELECT max(hour) FROM feed_hour), '-infinity'))
  GROUP BY 1, 2
  ON CONFLICT (feed_id, hour) DO UPDATE SET received = EXCLUDED.received,
    discharges = EXCLUDED.discharges, updates = EXCLUDED.updates, last_at = EXCLUDED.last_at`;

/** Counts the hours that may have changed anew from the messages themselves; doing it twice is once. */
export async function rollUp(db: Queryable, now: string): Promise<void> {
  await db.query(ROLL_UP, [now]);
  await db.query(`DELETE FROM feed_hour WHERE hour < $1::timestamptz - interval '1 year'`, [now]);
  await db.query(`DELETE FROM feed_sequence WHERE received_at < $1::timestamptz - ${KEPT}`, [now]);
}

/** Numbers older than this neither raise nor keep up an alarm. */
const KEPT = `interval '2 hours'`;

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
    AND ($2::uuid[] IS NULL OR feed_id = ANY($2))
  GROUP BY feed_id`;

/** Feeds of the learned weeks with their hours; all of them, or those that are named. */
export async function knownFeeds(
  db: Queryable,
  now: string,
  only: readonly string[] | null = null,
): Promise<KnownFeed[]> {
  const rows = await db.query<{
    feedId: string;
    source: string;
    lastAt: Date;
    hours: FeedHour[];
  }>(HOURS, [now, only]);
  return rows.map(({ lastAt, ...feed }) => ({ ...feed, lastReceivedAt: lastAt.toISOString() }));
}

/** Updates of the last hour by feed. */
export async function recentUpdates(db: Queryable, now: string): Promise<Map<string, number>> {
  const rows = await db.query<{ feedId: string; n: number }>(
    `SELECT ${FEED_ID} AS "feedId", count(*)::int AS n FROM message
     WHERE received_at > $1::timestamptz - interval '1 hour' AND received_at <= $1::timestamptz
       AND ${UPDATES} GROUP BY 1`,
    [now],
  );
  return new Map(rows.map(({ feedId, n }) => [feedId, n]));
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
    byFeed.set(feedId, [...(byFeed.get(feedId) ?? []), numbered]);
  }
  return byFeed;
}

export interface StandingAlarm extends Finding {
  readonly feedId: string;
  readonly raisedAt: string;
}

export async function standingAlarms(db: Queryable): Promise<StandingAlarm[]> {
  const rows = await db.query<
    Omit<StandingAlarm, 'since' | 'raisedAt'> & Record<'since' | 'raisedAt', Date>
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
