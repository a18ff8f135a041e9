import { RateLimits } from './rate-limits.js';

/** How many of so many requests at one time are taken. */
const taken = (limits: RateLimits, caller: string, requests: number, nowMs: number) =>
  Array.from({ length: requests }, () => limits.take(caller, nowMs)).filter(
    (wait) => wait === undefined,
  ).length;

describe('how much a caller may ask', () => {
  it('is two seconds of the rate at once, and the rate after that', () => {
    const limits = new RateLimits(100);
    expect(taken(limits, 'a', 290, 0)).toBe(200);
    expect(taken(limits, 'a', 100, 500)).toBe(50);
    expect(taken(limits, 'a', 10_000, 60_000)).toBe(200);
  });

  it('does not depend on what others ask', () => {
    const limits = new RateLimits(100);
    taken(limits, 'a', 10_000, 0);
    expect(taken(limits, 'b', 200, 0)).toBe(200);
  });

  it('says how long to wait, in whole seconds', () => {
    const slow = new RateLimits(0.1);
    expect(slow.take('a', 0)).toMatchObject({ waitSeconds: 9 });
    const fast = new RateLimits(1_000);
    taken(fast, 'a', 2_000, 0);
    expect(fast.take('a', 0)).toEqual({ waitSeconds: 1, isFlood: false });
  });

  it('is a flood when it goes on at more than twice the rate, and none any more once it has been quiet', () => {
    const limits = new RateLimits(100);
    const floods = (requests: number, nowMs: number) =>
      Array.from({ length: requests }, () => limits.take('a', nowMs)?.isFlood ?? false).at(-1);
    for (let second = 0; second < 60; second += 1)
      expect([second, floods(200, second * 1_000)]).toEqual([second, false]);
    expect(floods(301, 60_000)).toBe(true);
    expect(floods(101, 61_000)).toBe(true);
    expect(floods(201, 80_000)).toBe(false);
    expect(limits.take('b', 60_000)).toBeUndefined();
  });

  it('lets nothing of a flood through, also not at its rate, until ten seconds after it has ended', () => {
    const limits = new RateLimits(100);
    taken(limits, 'a', 10_000, 0);
    for (let second = 1; second < 10; second += 1)
      expect([second, taken(limits, 'a', 10_000, second * 1_000)]).toEqual([second, 0]);
    expect(taken(limits, 'a', 1, 18_500)).toBe(0);
    expect(limits.take('a', 18_500)).toEqual({ waitSeconds: 1, isFlood: true });
    expect(taken(limits, 'a', 50, 19_100)).toBe(50);
  });

  it('does not forget a flood whose connections are closed unread, and does forget somebody who only tries again', () => {
    const [limits, trying] = [new RateLimits(100), new RateLimits(100)];
    for (const each of [limits, trying]) taken(each, 'a', 10_000, 0);
    for (let tenth = 1; tenth <= 300; tenth += 1) {
      for (const connection of [1, 2]) {
        expect([tenth, connection, taken(limits, 'a', 1, tenth * 100)]).toEqual([
          tenth,
          connection,
          0,
        ]);
        limits.refuseUnread('a', tenth * 100);
      }
    }
    for (let second = 1; second <= 11; second += 1) {
      taken(trying, 'a', 1, second * 1_000);
      trying.refuseUnread('a', second * 1_000);
    }
    expect(taken(trying, 'a', 50, 12_000)).toBe(50);
  });

  it('goes on at its rate through a flood where a caller stands for many, as a proxy does', () => {
    const limits = new RateLimits(100, true);
    taken(limits, 'a', 10_000, 0);
    for (let second = 1; second < 10; second += 1)
      expect([second, taken(limits, 'a', 10_000, second * 1_000)]).toEqual([second, 100]);
    expect(limits.take('a', 9_000)).toEqual({ waitSeconds: 1, isFlood: true });
  });

  it('is not more because a clock went back', () => {
    const limits = new RateLimits(100);
    taken(limits, 'a', 10_000, 10_000);
    expect(taken(limits, 'a', 10, 0)).toBe(0);
  });
});
