import { listState, sinceOf } from './ranges.js';

const now = Date.parse('2026-11-22T10:00:42.000Z');

describe('the time range of the events screen', () => {
  it('counts back from the running minute', () => {
    expect(sinceOf({ range: '15m' }, now)).toBe('2026-11-22T09:45:00.000Z');
    expect(sinceOf({ range: '24h' }, now)).toBe('2026-11-21T10:00:00.000Z');
  });

  it('is everything when the address names no range it knows', () => {
    expect(sinceOf({}, now)).toBeUndefined();
    expect(sinceOf({ range: 'forever' }, now)).toBeUndefined();
  });

  it('prefers the fixed time of a copied link', () => {
    const since = '2026-11-22T08:00:00.000Z';
    expect(sinceOf({ since, range: '1h' }, now)).toBe(since);
  });

  it('asks the server for what is set and nothing else', () => {
    expect(listState({ service: 'intake', type: undefined }, {}, now)).toEqual({
      service: 'intake',
      limit: '50',
    });
  });
});
