import { BesideFeeds } from './beside-feeds.js';

/** Keeps the thread for so long. */
const work = (ms: number) => {
  const from = performance.now();
  while (performance.now() - from < ms);
};
/** What a thread rested that worked for 20 ms while so many feeds were served. */
function restAfterWork(feeds: number, lastEndedMsAgo: number): number {
  const works = new Int32Array([feeds, (Date.now() - lastEndedMsAgo) & 0x7fff_ffff]);
  const rested = new Int32Array(2);
  const beside = new BesideFeeds(works, rested);
  work(20);
  beside.step();
  return rested[0]!;
}

describe('the reading thread beside feeds', () => {
  it('rests for three times as long as it worked while a feed is served', () => {
    const rested = restAfterWork(1, 60_000);
    expect(rested).toBeGreaterThanOrEqual(59);
  });

  it('notes a rest before it begins, and that it is over', () => {
    const rested = new Int32Array(2);
    const during: number[] = [];
    const wait = jest.spyOn(Atomics, 'wait').mockImplementation(() => {
      during.push(...rested);
      return 'timed-out';
    });
    const beside = new BesideFeeds(new Int32Array([1, 0]), rested);
    work(20);
    beside.step();
    wait.mockRestore();
    expect(during).toEqual([0, expect.any(Number)]);
    expect(during[1]).toBeGreaterThanOrEqual(60);
    expect(rested[1]).toBe(0);
  });

  it('rests when a feed was served right before', () => {
    expect(restAfterWork(0, 100)).toBeGreaterThanOrEqual(59);
  });

  it('goes on at once where there is none', () => {
    expect(restAfterWork(0, 60_000)).toBe(0);
  });

  it('does not rest after a step that was short', () => {
    const rested = new Int32Array(2);
    new BesideFeeds(new Int32Array([1, 0]), rested).step();
    expect(rested[0]).toBe(0);
  });
});
