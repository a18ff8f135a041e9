import { addEndsOf } from './expected-ends.js';
import { learnLevel, type LevelHistory } from './learn-level.js';
import { byMovingAverage } from './moving-average.js';
import { usualOf } from './usual.js';

const nothing: LevelHistory = {
  ...{
    planned: [],
    unplanned: [],
    neverCame: { count: 0, afterDays: 0 },
    came: 0,
    startsAfterDays: 0,
  },
};

/** How much of a place is freed within so many days of its first. */
const freedWithin = (history: LevelHistory, days: number): number => {
  const ends = new Float64Array(days);
  const learned = { ...learnLevel(history, usualOf('RES')), neverCame: { share: 0, afterDays: 0 } };
  addEndsOf(ends, { beganOn: 0, endsOn: null, hasArrived: true }, learned);
  return ends.reduce((sum, part) => sum + part, 0);
};

describe('What is learned of a level', () => {
  it('is what is usual, until places were seen', () => {
    expect(freedWithin(nothing, 45)).toBeCloseTo(0.64, 1);
    expect(learnLevel(nothing, usualOf('IOP'))).toMatchObject({
      ...{ planDays: 84, neverCame: { share: 0.1, afterDays: 21 } },
    });
  });

  it('is how long places lasted: who is still there counts for the days they have been', () => {
    const short = [{ days: 10, how: 'finished' as const, count: 50 }];
    const still = [{ days: 10, how: 'still' as const, count: 50 }];
    expect(freedWithin({ ...nothing, unplanned: short }, 12)).toBeGreaterThan(0.9);
    expect(freedWithin({ ...nothing, unplanned: [...short, ...still] }, 12)).toBeCloseTo(0.5, 1);
    expect(freedWithin({ ...nothing, unplanned: still }, 12)).toBeLessThan(0.05);
  });

  it('is how often nobody came, and how long such places stay empty', () => {
    const history = { ...nothing, neverCame: { count: 29, afterDays: 14.2 }, came: 60 };
    const { neverCame } = learnLevel(history, usualOf('IOP'));
    expect(neverCame.share).toBeCloseTo(0.3, 2);
    expect(neverCame.afterDays).toBe(14);
  });
});

describe('The moving average', () => {
  const lately = [
    { priorityClass: 3, waitedDays: 4, count: 1 },
    { priorityClass: 4, waitedDays: 20, count: 3 },
  ];

  it('is the mean of the same class, of all where none of it got a place, and none of nobody', () => {
    expect(byMovingAverage({ priorityClass: 4, waitedDays: 5 }, lately)).toBe(15);
    expect(byMovingAverage({ priorityClass: 1, waitedDays: 5 }, lately)).toBe(11);
    expect(byMovingAverage({ priorityClass: 4, waitedDays: 5 }, [])).toBeNull();
  });

  it('is today for who has waited longer', () => {
    expect(byMovingAverage({ priorityClass: 3, waitedDays: 9 }, lately)).toBe(0);
  });
});
