import type { StreamState } from './stream.js';

/** Without anything heard for so long the page shows the past. The overview comes every two seconds. */
const STALE_AFTER_MS = 10_000;

/** What is open but silent for too long is `stale`: the console itself is stuck. */
export type Freshness = StreamState | 'stale';

export const freshnessOf = (state: StreamState, ageMs: number | null): Freshness =>
  state === 'live' && ageMs !== null && ageMs > STALE_AFTER_MS ? 'stale' : state;

/**
 * Whether what is shown must not be taken for what is: the stream is silent or broken for longer than a
 * reconnect takes. A page that rests reads everything again when it is looked at.
 */
export const isOutOfDate = (state: StreamState, ageMs: number | null): boolean =>
  ageMs !== null && ageMs > STALE_AFTER_MS && (state === 'live' || state === 'lost');
