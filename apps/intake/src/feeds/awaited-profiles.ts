import type { Profile, SourceProfiles } from '../profile/source-profiles.js';

/** A source that has sent something. */
export interface HeardFeed {
  readonly source: string;
  /** The profile its messages were read with, where that was noted. */
  readonly profile: string | null;
}

/**
 * Profiles that state how often their source sends, and with which no feed is read. One that several
 * senders share is heard of with the first of them.
 */
export function awaitedProfiles(
  profiles: SourceProfiles,
  feeds: readonly HeardFeed[],
): readonly Profile[] {
  const { stating } = profiles;
  if (stating.length === 0) return [];
  const heard = new Set(feeds.map(({ source, profile }) => profiles.ofFeed(source, profile).name));
  return stating.filter(({ name }) => !heard.has(name));
}
