import { FAR_AHEAD } from '../inbound/domain/far-ahead.js';
import { withPastTimes } from './past-times.js';

const receivedAt = '2026-11-20T12:00:00.000Z';
const envelope = (time: string | undefined) => ({
  ...{ id: '1', source: 's', type: 'handrail.inbound.stay-ended.v1', subject: undefined, time },
  name: 'stay-ended' as const,
});

describe('times of an event that lie ahead', () => {
  it('by a day at most stand as they are', () => {
    const data = { endedAt: '2026-11-21T12:00:00Z' };
    expect(withPastTimes(envelope('2026-11-20T11:00:00.000Z'), data, receivedAt)).toEqual({
      ...{ envelope: envelope('2026-11-20T11:00:00.000Z'), data, warnings: [] },
    });
  });

  it('by more are told as odd, and the time of the event counts', () => {
    const data = { endedAt: '2036-11-20T12:00:00Z', disposition: 'completed' };
    expect(withPastTimes(envelope('2026-11-20T11:00:00.000Z'), data, receivedAt)).toMatchObject({
      data: { endedAt: '2026-11-20T11:00:00.000Z', disposition: 'completed' },
      warnings: [{ path: '/data/endedAt', ...FAR_AHEAD }],
    });
  });

  it('of the event too leave the time of receipt', () => {
    const data = { endedAt: '2036-11-20T12:00:00Z' };
    expect(withPastTimes(envelope('2036-11-20T12:00:00.000Z'), data, receivedAt)).toMatchObject({
      envelope: { time: undefined },
      data: { endedAt: receivedAt },
      warnings: [{ path: '/time' }, { path: '/data/endedAt' }],
    });
  });

  it('of plans are what plans are for', () => {
    const planned = { ...envelope(undefined), name: 'step-down-planned' as const };
    const data = { plannedFor: '2036-11-20T12:00:00Z' };
    expect(withPastTimes(planned, data, receivedAt)).toMatchObject({ data, warnings: [] });
  });
});
