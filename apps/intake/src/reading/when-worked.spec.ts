import { whenWorked } from './when-worked.js';

describe('a limit of the time somebody works', () => {
  let times = 0;
  const done = () => (times += 1);
  beforeEach(() => {
    times = 0;
    jest.useFakeTimers();
  });
  afterEach(() => jest.useRealTimers());

  it('is over after so long', () => {
    whenWorked(1_000, new Int32Array(2), done);
    jest.advanceTimersByTime(999);
    expect(times).toBe(0);
    jest.advanceTimersByTime(1);
    expect(times).toBe(1);
  });

  it('comes later by what was rested, also while that is made up for', () => {
    const rested = new Int32Array([5_000, 0]);
    whenWorked(1_000, rested, done);
    rested[0]! += 600;
    jest.advanceTimersByTime(1_000);
    rested[0]! += 100;
    jest.advanceTimersByTime(600);
    expect(times).toBe(0);
    jest.advanceTimersByTime(100);
    expect(times).toBe(1);
  });

  it('does not come during a rest, and comes later by all of it', () => {
    const rested = new Int32Array(2);
    whenWorked(1_000, rested, done);
    jest.advanceTimersByTime(900);
    rested[1] = 600;
    jest.advanceTimersByTime(600);
    expect(times).toBe(0);
    rested.set([600, 0]);
    jest.advanceTimersByTime(99);
    expect(times).toBe(0);
    jest.advanceTimersByTime(1);
    expect(times).toBe(1);
  });

  it('never comes when it is forgotten', () => {
    const rested = new Int32Array(2);
    const forget = whenWorked(1_000, rested, done);
    rested[0]! += 500;
    jest.advanceTimersByTime(1_200);
    forget();
    jest.advanceTimersByTime(10_000);
    expect(times).toBe(0);
  });
});
