import type { RowFilter } from '../../live/rows.js';
import type { UrlState } from '../../url/url-state.js';

/** Time ranges the events screen offers; the address holds the short form. */
export const RANGES: readonly { readonly value: string; readonly label: string }[] = [
  { value: '15m', label: 'Last 15 minutes' },
  { value: '1h', label: 'Last hour' },
  { value: '24h', label: 'Last 24 hours' },
];

const MINUTES: Readonly<Record<string, number>> = { '15m': 15, '1h': 60, '24h': 1_440 };

/**
 * Where the list begins: a fixed time when the address has one, else the range counted back from now.
 * Rounded to the minute so that the same range asked twice in a row is the same list.
 */
export function sinceOf(url: UrlState, nowMs: number): string | undefined {
  if (url['since']) return url['since'];
  const minutes = MINUTES[url['range'] ?? ''];
  if (!minutes) return undefined;
  const minute = Math.floor(nowMs / 60_000) - minutes;
  return new Date(minute * 60_000).toISOString();
}

/** What the server is asked for: the filter and the range as it was when first asked. */
export function listState(filter: RowFilter, url: UrlState, nowMs = Date.now()): UrlState {
  const state: UrlState = {
    ...filter,
    since: sinceOf(url, nowMs),
    until: url['until'],
    limit: '50',
  };
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined));
}
