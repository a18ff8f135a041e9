import { freshnessOf, isOutOfDate } from './freshness.js';

describe('what a page shows', () => {
  it('is live while something is heard, and stale when nothing is', () => {
    expect(freshnessOf('live', 2_000)).toBe('live');
    expect(freshnessOf('live', 11_000)).toBe('stale');
    expect(freshnessOf('lost', 11_000)).toBe('lost');
    expect(freshnessOf('connecting', null)).toBe('connecting');
  });

  it('is out of date after more than a reconnect takes, open or broken', () => {
    expect([isOutOfDate('live', 2_000), isOutOfDate('lost', 2_000)]).toEqual([false, false]);
    expect([isOutOfDate('live', 11_000), isOutOfDate('lost', 11_000)]).toEqual([true, true]);
    expect([isOutOfDate('connecting', null), isOutOfDate('resting', 99_000)]).toEqual([
      false,
      false,
    ]);
  });
});
