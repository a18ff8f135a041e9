import { niceTop, totalOf, windowOf } from './rate-scale.js';

describe('the scale of the rate chart', () => {
  it.each([
    [0, 2],
    [2, 2],
    [3, 4],
    [7, 10],
    [11, 20],
    [41, 50],
    [400, 400],
    [401, 500],
    [900, 1000],
  ])('holds %d under %d', (most, top) => {
    expect(niceTop(most)).toBe(top);
  });

  it('adds the services of a minute up and names its window', () => {
    const minute = '2026-11-22T10:59:00.000Z';
    const events = { intake: 1, assessment: 2, scheduling: 3, outcomes: 4 };
    expect(totalOf({ minute, events })).toBe(10);
    expect(windowOf(minute)).toEqual({ since: minute, until: '2026-11-22T11:00:00.000Z' });
  });
});
