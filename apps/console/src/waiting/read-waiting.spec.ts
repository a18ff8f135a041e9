import { readForecast } from './read-forecast.js';
import { readWaiting } from './read-waiting.js';

const listed = {
  ...{ placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001', version: 3, level: 'IOP' },
  ...{ personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c5001', region: 'boston', priorityClass: 3 },
  ...{ classSince: '2026-11-21T10:00:00.000Z', requestedAt: '2026-11-20T10:00:00.000Z' },
  ...{ waitReason: 'full', isPaused: true },
  clocks: [
    {
      ...{ clock: 'due14', state: 'paused', startedAt: '2026-11-20T10:00:00.000Z' },
      ...{ dueAt: null, metAt: null },
    },
  ],
  entries: [
    { id: 'e', kind: 'pause', at: '2026-11-21T10:00:00.000Z', until: null, codes: ['in-hospital'] },
  ],
};

const none = new Map();

describe('somebody on the waiting list', () => {
  it('is what scheduling lists, with clocks and entries', () => {
    expect(readWaiting(listed, none)).toEqual({ ...listed, forecast: null });
  });

  it('of an older release has no clocks, and of another shape is left out', () => {
    const { clocks: _, entries: __, classSince: ___, ...older } = listed;
    expect(readWaiting(older, none)).toMatchObject({
      ...{ clocks: [], entries: [], classSince: listed.requestedAt },
    });
    expect(
      readWaiting({ ...listed, clocks: [{ clock: 'due14' }], entries: ['x'] }, none),
    ).toMatchObject({ clocks: [], entries: [] });
    expect([readWaiting({ ...listed, version: null }, none), readWaiting('row', none)]).toEqual([
      ...[null, null],
    ]);
  });

  it('has the day a place is likely on, with how far such days were off at the level', () => {
    const { placementId, level } = listed;
    const likelyAt = '2026-12-12T10:00:00.000Z';
    const erred = { measured: 40, errorDays: 3.1, movingAverageErrorDays: 5 };
    const forecasts = readForecast({
      items: [{ placementId, level, likelyAt, because: null }, { likelyAt }],
      errors: [{ level, ...erred }, { level: 'RES' }],
    });
    expect(readWaiting(listed, forecasts)?.forecast).toEqual({
      ...{ likelyAt, because: null, error: erred },
    });
    expect(readForecast({ items: 'none' }).size).toBe(0);
  });
});
