import { FEED_STATES, type Feed, type FeedState } from '../../../../src/feeds/feeds.view.js';
import type { UrlState } from '../../url/url-state.js';

/** Ways a message comes by, as engineers name them. */
const PROTOCOL_TITLES: Readonly<Record<string, string>> = {
  'hl7v2-mllp': 'HL7 v2 over MLLP',
  'hl7v2-http': 'HL7 v2 over HTTP',
  fhir: 'FHIR',
  'cloudevents-http': 'CloudEvents over HTTP',
  'cloudevents-log': 'CloudEvents on Kafka',
};

export const PROTOCOLS = Object.keys(PROTOCOL_TITLES);
export const protocolTitle = (protocol: string): string => PROTOCOL_TITLES[protocol] ?? protocol;

/** What the list can be sorted by; what asks for attention comes first. */
export const FEED_SORTS = [
  'state',
  'source',
  'silent',
  'rate',
  'received',
  'queued',
  'errored',
] as const;
export type FeedSort = (typeof FEED_SORTS)[number];

export const feedSortOf = (url: UrlState): FeedSort =>
  FEED_SORTS.find((sort) => sort === url['sort']) ?? 'state';

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const COMPARE: Readonly<Record<FeedSort, (a: Feed, b: Feed) => number>> = {
  state: (a, b) => FEED_STATES.indexOf(a.state) - FEED_STATES.indexOf(b.state),
  source: () => 0,
  silent: (a, b) => text(a.lastMessageAt ?? '', b.lastMessageAt ?? ''),
  rate: (a, b) => b.perMinute - a.perMinute,
  received: (a, b) => b.received - a.received,
  queued: (a, b) => b.queued - a.queued,
  errored: (a, b) => b.errored - a.errored,
};

/** In the address `alarm` means everything that is wrong, silence and refusal too: it is what one looks for. */
const fits = (state: FeedState, wanted: string | undefined): boolean =>
  !wanted ||
  state === wanted ||
  (wanted === 'alarm' && (state === 'silent' || state === 'refused'));

/** The feeds an address asks for, in its order; equal ones by name. */
export function orderedFeeds(feeds: readonly Feed[], url: UrlState): Feed[] {
  const compare = COMPARE[feedSortOf(url)];
  return feeds
    .filter((feed) => fits(feed.state, url['state']))
    .filter((feed) => !url['protocol'] || feed.protocols.includes(url['protocol']))
    .sort((a, b) => compare(a, b) || text(a.source, b.source) || text(a.feedId, b.feedId));
}
