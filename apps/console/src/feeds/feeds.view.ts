export { FEED_STATES } from './domain/feed-state.js';
export type { FeedState } from './domain/feed-state.js';
export type { Feed } from './domain/read-feeds.js';
export type { CredentialRow } from './domain/read-credentials.js';
export type { MllpConnectionRow, MllpView } from './domain/read-mllp.js';
import type { Feed } from './domain/read-feeds.js';
import type { CredentialRow } from './domain/read-credentials.js';
import type { MllpView } from './domain/read-mllp.js';

export interface FeedsView {
  readonly at: string;
  readonly feeds: readonly Feed[];
  /** There are more sources than the console reads at once. */
  readonly cut: boolean;
  /** The MLLP listener of the intake process that answered; null when it did not say. */
  readonly mllp: MllpView | null;
  /** Who may send, what runs out first before the others; null when intake did not say. */
  readonly credentials: readonly CredentialRow[] | null;
}

/** What the overview tells of the feeds. */
export interface FeedsGlance {
  /** False when intake did not answer: then nothing is known, not even that all is well. */
  readonly known: boolean;
  readonly total: number;
  /** Feeds with an alarm that stands or of which no message gets in; silent ones first. */
  readonly troubled: readonly Pick<
    Feed,
    'feedId' | 'source' | 'state' | 'lastMessageAt' | 'alarms'
  >[];
}
