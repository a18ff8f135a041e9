import type { Queryable } from '@handrail/messaging';

// In one order, so that no two writers wait for each other.
const NOTE = `
  INSERT INTO feed_profile (feed_id, profile, noted_at)
  SELECT md5(n.source)::uuid, n.profile, $3 FROM unnest($1::text[], $2::text[]) AS n(source, profile)
  ORDER BY 1
  ON CONFLICT (feed_id) DO UPDATE SET profile = EXCLUDED.profile, noted_at = EXCLUDED.noted_at`;

/** Keeps which profile the messages of these sources were read with. */
export async function noteProfiles(
  db: Queryable,
  profiles: ReadonlyMap<string, string>,
  now: string,
): Promise<void> {
  await db.query(NOTE, [[...profiles.keys()], [...profiles.values()], now]);
}

/** The profile of each feed of which it was noted. */
export async function notedProfiles(db: Queryable): Promise<Map<string, string>> {
  const rows = await db.query<{ feedId: string; profile: string }>(
    'SELECT feed_id AS "feedId", profile FROM feed_profile',
  );
  return new Map(rows.map(({ feedId, profile }) => [feedId, profile]));
}

// Noted before the first message of its feed is summed, it is left alone for a day.
const FORGET = `
  DELETE FROM feed_profile WHERE noted_at < $1::timestamptz - interval '1 day'
    AND NOT EXISTS (SELECT 1 FROM feed WHERE feed.feed_id = feed_profile.feed_id)`;

/** Lets go of what was noted of feeds that are forgotten. */
export async function forgetProfiles(db: Queryable, now: string): Promise<void> {
  await db.query(FORGET, [now]);
}
