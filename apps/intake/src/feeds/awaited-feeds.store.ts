import { deriveId } from '@handrail/domain';
import type { Queryable } from '@handrail/messaging';
import { LEARNED_WEEKS } from './domain/rhythm.js';
import type { HeardFeed } from './awaited-profiles.js';

/** A source that states how often it sends, and was not heard of since the service knows of that. */
export interface AwaitedFeed {
  readonly profile: string;
  readonly since: string;
}

/** The feed of a profile until its source has a name: always the same, and of no other feed. */
export const feedIdOf = (profile: string): string => deriveId(0, 'feed-of-profile', profile);

// One that is silent for longer than is learned from is looked at no more; about which an alarm stands, it
// was heard of nevertheless.
const HEARD = `
  SELECT source, profile FROM feed LEFT JOIN feed_profile USING (feed_id)
  WHERE last_at >= $1::timestamptz - interval '${LEARNED_WEEKS} weeks' OR EXISTS (
    SELECT 1 FROM feed_alarm WHERE feed_alarm.feed_id = feed.feed_id
      AND alarm = 'silence' AND cleared_at IS NULL)`;

/** Feeds that are looked at, of what is summed. */
export const heardFeeds = (db: Queryable, now: string): Promise<HeardFeed[]> =>
  db.query<HeardFeed>(HEARD, [now]);

/** Awaits the sources of these profiles from now on; one that is awaited already is since then. */
export async function beginAwaiting(
  db: Queryable,
  profiles: readonly string[],
  now: string,
): Promise<void> {
  if (profiles.length === 0) return;
  await db.query(
    `INSERT INTO awaited_feed (profile, feed_id, since)
     SELECT profile, feed_id, $3 FROM unnest($1::text[], $2::uuid[]) AS n(profile, feed_id) ORDER BY 1
     ON CONFLICT DO NOTHING`,
    [profiles, profiles.map(feedIdOf), now],
  );
}

export async function awaitedFeeds(db: Queryable): Promise<AwaitedFeed[]> {
  const rows = await db.query<{ profile: string; since: Date }>(
    'SELECT profile, since FROM awaited_feed',
  );
  return rows.map(({ profile, since }) => ({ profile, since: since.toISOString() }));
}

export async function endAwaiting(db: Queryable, profile: string): Promise<void> {
  await db.query('DELETE FROM awaited_feed WHERE profile = $1', [profile]);
}
