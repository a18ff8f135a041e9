import type { LevelLearned, PlaceTaken } from './expected-ends.js';
import {
  forecastLine,
  type LineAhead,
  type TrackAhead,
  type WaitingAhead,
} from './forecast-line.js';

const NEVER_LEFT = { at: () => 0 };
/** Nobody leaves early, everybody comes, and a place given now begins at once and lasts 20 days. */
const learned: LevelLearned = {
  ...{ early: NEVER_LEFT, length: NEVER_LEFT, startsAfterDays: 0, planDays: 20 },
  neverCame: { share: 0, afterDays: 2 },
};

const track = (changes: Partial<TrackAhead> = {}): TrackAhead => ({
  ...{ key: 'harbor/day', free: 0, taken: [], backOn: [], toGo: 0 },
  ...changes,
});
const until = (endsOn: number): PlaceTaken => ({ beganOn: -10, endsOn, hasArrived: true });
const waits = (id: string, changes: Partial<WaitingAhead> = {}): WaitingAhead => ({
  ...{ id, priorityClass: 4, tracks: ['harbor/day'], freeFrom: 0 },
  ...changes,
});

const forecast = (line: Partial<LineAhead>) =>
  Object.fromEntries(
    forecastLine({
      waiting: [],
      tracks: [track()],
      arrivals: [],
      learned,
      leavePerDay: 0,
      ...line,
    }),
  );

describe('When a place is likely', () => {
  it('is today for the first in line where one is free, and for the next once one ends', () => {
    const tracks = [track({ free: 1, taken: [until(5), until(9)] })];
    expect(forecast({ tracks, waiting: [waits('a'), waits('b'), waits('c')] })).toEqual({
      ...{ a: 0, b: 5, c: 9 },
    });
  });

  it('comes again when those who got a place before have finished', () => {
    const tracks = [track({ free: 1 })];
    expect(forecast({ tracks, waiting: [waits('a'), waits('b'), waits('c')] })).toEqual({
      ...{ a: 0, b: 20, c: 40 },
    });
  });

  it('is that of the track that has room first, of those that would do', () => {
    const tracks = [track({ taken: [until(9)] }), track({ key: 'hill/day', taken: [until(3)] })];
    const waiting = [waits('a', { tracks: ['harbor/day', 'hill/day'] }), waits('b')];
    expect(forecast({ tracks, waiting })).toEqual({ a: 3, b: 9 });
  });

  it('passes over who lives in until later, with their rank kept', () => {
    const tracks = [track({ free: 1, taken: [until(4)] })];
    const waiting = [waits('a', { freeFrom: 6 }), waits('b'), waits('c')];
    expect(forecast({ tracks, waiting })).toEqual({ a: 20, b: 0, c: 4 });
  });

  it('is sooner where places are left early or nobody comes, and later behind who comes first', () => {
    const tracks = [track({ taken: [until(60)] })];
    const waiting = [waits('a')];
    const early = { ...learned, early: { at: () => 0.05 } };
    expect(forecast({ tracks, waiting }).a).toBe(60);
    // 1 - 0.95 ** 14 is the first over a half.
    expect(forecast({ tracks, waiting, learned: early }).a).toBe(13);
    const silent = [track({ taken: [{ beganOn: 0, endsOn: 60, hasArrived: false }] })];
    const often = { ...learned, neverCame: { share: 0.7, afterDays: 2 } };
    expect(forecast({ tracks: silent, waiting, learned: often }).a).toBe(2);
    const arrivals = [{ priorityClass: 1, perDay: 0.01, tracks: ['harbor/day'] }];
    expect(forecast({ tracks, waiting, arrivals }).a).toBe(80);
    expect(forecast({ tracks, waiting: [waits('a', { priorityClass: 1 })], arrivals }).a).toBe(60);
  });

  it('is sooner when others leave the line, and never for whom there is no end in sight', () => {
    const tracks = [track({ taken: [until(10), until(12), until(30)] })];
    const waiting = [waits('a'), waits('b'), waits('c')];
    expect(forecast({ tracks, waiting, leavePerDay: 0.05 }).c).toBeLessThan(30);
    expect(forecast({ tracks, waiting: [waits('d', { tracks: [] })] })).toEqual({ d: null });
  });

  it('counts places that come back into service, and not those that are to go', () => {
    const taken = [until(5), until(9)];
    const back = [track({ taken, backOn: [{ day: 2, places: 1 }] })];
    expect(forecast({ tracks: back, waiting: [waits('a'), waits('b')] })).toEqual({ a: 2, b: 5 });
    const fewer = [track({ taken, toGo: 1 })];
    expect(forecast({ tracks: fewer, waiting: [waits('a')] })).toEqual({ a: 9 });
  });
});
