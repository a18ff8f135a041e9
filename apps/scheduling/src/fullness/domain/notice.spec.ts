import { crossingOf } from './crossing.js';
import { dueAfter, noticeStateOf } from './notice-clock.js';

describe('A program that fills up', () => {
  it.each([
    [{ taken: 17, capacity: 20 }, false, null],
    [{ taken: 18, capacity: 20 }, false, 'reached'],
    [{ taken: 5, capacity: 5 }, false, 'reached'],
    [{ taken: 4, capacity: 5 }, false, null],
    [{ taken: 0, capacity: 0 }, false, null],
    // To and fro over the line is one crossing.
    [{ taken: 19, capacity: 20 }, true, null],
    [{ taken: 17, capacity: 20 }, true, null],
    [{ taken: 16, capacity: 20 }, true, 'fell'],
    [{ taken: 0, capacity: 0 }, true, 'fell'],
  ] as const)('%j, over it already: %s, is %s', (fullness, isOver, crossing) => {
    expect(crossingOf(fullness, isOver)).toBe(crossing);
  });
});

describe('The clock of a notice', () => {
  const reachedAt = '2026-10-30T15:00:00.000Z';
  const dueAt = dueAfter(reachedAt);
  const stateAt = (now: string, givenAt: string | null = null) =>
    noticeStateOf({ reachedAt, dueAt, givenAt }, now);

  it('runs seven days of 24 hours, also over the night on which clocks are put back', () => {
    expect(dueAt).toBe('2026-11-06T15:00:00.000Z');
    expect(stateAt('2026-11-04T20:59:59.000Z')).toBe('running');
    expect(stateAt('2026-11-04T21:00:00.000Z')).toBe('at-risk');
    expect(stateAt('2026-11-06T14:59:59.999Z')).toBe('at-risk');
    expect(stateAt(dueAt)).toBe('missed');
  });

  it('stops when the State was disclosed, in time or late', () => {
    expect(stateAt('2027-01-01T00:00:00.000Z', dueAt)).toBe('given');
    expect(stateAt('2027-01-01T00:00:00.000Z', '2026-11-06T15:00:00.001Z')).toBe('given-late');
  });
});
