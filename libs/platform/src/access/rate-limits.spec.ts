import { RateLimits } from './rate-limits.js';

/** How many of so many requests at one time are taken. */
const taken = (limits: RateLimits, caller: string, requests: number, nowMs: number) =>
  Array.from({ length: requests }, () => limits.take(caller, nowMs)).filter(
    (wait) => wait === undefined,
  ).length;

describe('how much a caller may ask', () => {
  it('is two seconds of the rate at once, and the rate after that', () => {
    const limits = new RateLimits(100);
    expect(taken(limits, 'a', 10_000, 0)).toBe(200);
    expect(taken(limits, 'a', 10_000, 500)).toBe(50);
    expect(taken(limits, 'a', 10_000, 60_000)).toBe(200);
  });

  it('does not depend on what others ask', () => {
    const limits = new RateLimits(100);
    taken(limits, 'a', 10_000, 0);
    expect(taken(limits, 'b', 200, 0)).toBe(200);
  });

  it('says how long to wait, in whole seconds', () => {
    const slow = new RateLimits(0.1);
    expect(slow.take('a', 0)).toBe(8);
    const fast = new RateLimits(1_000);
    taken(fast, 'a', 2_000, 0);
    expect(fast.take('a', 0)).toBe(1);
  });

  it('is not more because a clock went back', () => {
    const limits = new RateLimits(100);
    taken(limits, 'a', 10_000, 10_000);
    expect(taken(limits, 'a', 10, 0)).toBe(0);
  });
});
