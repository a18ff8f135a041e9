/**
 * How a feed stands. `silent` and `alarm` are what intake raised an alarm about, `refused` is a feed of
 * which no message gets in; `quiet` is one without a message in the last minutes that is still within its
 * rhythm.
 */
export const FEED_STATES = ['silent', 'refused', 'alarm', 'quiet', 'receiving'] as const;
export type FeedState = (typeof FEED_STATES)[number];
