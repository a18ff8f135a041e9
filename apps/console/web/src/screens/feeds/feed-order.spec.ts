import { readFeed, type Feed } from '../../../../src/feeds/domain/read-feeds.js';
import { FEED_SORTS, feedSortOf, orderedFeeds } from './feed-order.js';

const alarm = (name: string) => ({ alarm: name, since: '2026-11-22T08:00:00.000Z' });
const feed = (source: string, changes: object): Feed =>
  readFeed({ feedId: source, source, protocols: ['hl7v2-mllp'], ...changes })!;

const FEEDS = [
  feed('a', { perMinute: 9, received: 10, lastMessageAt: '2026-11-22T09:00:00.000Z' }),
  feed('b', {
    alarms: [alarm('a08-flood')],
    received: 30,
    lastMessageAt: '2026-11-22T08:59:00.000Z',
  }),
  feed('c', { alarms: [alarm('silence')], queued: 4, lastMessageAt: '2026-11-22T08:00:00.000Z' }),
  feed('d', { protocols: ['fhir'], errored: 7, received: 20, lastMessageAt: null }),
];
const names = (url: Record<string, string>) =>
  orderedFeeds(FEEDS, url)
    .map(({ source }) => source)
    .join('');

describe('the list of feeds', () => {
  it.each([
    ['state', 'cbda'],
    ['source', 'abcd'],
    ['silent', 'dcba'],
    ['rate', 'abcd'],
    ['received', 'bdac'],
    ['queued', 'cabd'],
    ['errored', 'dabc'],
  ])('by %s is %s', (sort, order) => {
    expect(names({ sort })).toBe(order);
    expect(FEED_SORTS).toContain(sort);
  });

  it('begins with what asks for attention, whatever else the address says', () => {
    expect(names({})).toBe('cbda');
    expect(feedSortOf({ sort: 'price' })).toBe('state');
  });

  it('is filtered by state and protocol; silence is an alarm too', () => {
    expect(names({ state: 'alarm' })).toBe('cb');
    expect(names({ state: 'silent' })).toBe('c');
    expect(names({ protocol: 'fhir' })).toBe('d');
    expect(names({ protocol: 'fhir', state: 'silent' })).toBe('');
  });
});
