import { receivedAtOf } from './received-at.js';

const now = Date.parse('2026-11-08T00:00:00.000Z');

describe('the time of a record', () => {
  it('is when the log took it', () => {
    const receivedAt = '2026-11-07T23:59:59.000Z';
    expect(receivedAtOf(now - 1_000, now)).toEqual({
      receivedAt,
      idTime: receivedAt,
      oddities: [],
    });
  });

  it.each([
    ['none', NaN],
    ['unknown to the broker', -1],
    ['before 1900', -1e13],
    ['out of the range of dates', 8.64e15 + 1],
    ['endless', Infinity],
    ['far ahead', now + 2 * 86_400_000],
    ['in microseconds', now * 1_000],
  ])(
    'is that of reading where it is %s, and gives the same id every time',
    (_name, timestampMs) => {
      const first = receivedAtOf(timestampMs, now);
      const again = receivedAtOf(timestampMs, now + 60_000);
      expect(first.receivedAt).toBe('2026-11-08T00:00:00.000Z');
      expect(again.idTime).toBe(first.idTime);
      expect(first.oddities.map(({ path }) => path)).toEqual(['timestamp']);
    },
  );
});
