import { FAR_AHEAD } from '../inbound/domain/far-ahead.js';
import { happenedFields, INBOUND_NAMES } from './inbound-types.js';
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

  it('are looked for in every event that says when something happened', () => {
    const plans = ['attendance-recorded', 'step-down-planned', 'program-capacity-reported'];
    const timeless = ['event-cancelled', 'persons-merged', 'consent-recorded'];
    const looked = INBOUND_NAMES.filter((name) => happenedFields(name).length > 0);
    expect(looked.toSorted()).toEqual(
      INBOUND_NAMES.filter((name) => ![...plans, ...timeless].includes(name)).toSorted(),
    );
  });

  it('do not make interim services of a day that has not come', () => {
    const given = { ...envelope(undefined), name: 'interim-services-recorded' as const };
    const data = { at: '2036-11-20T12:00:00Z', items: ['prenatal'] };
    expect(withPastTimes(given, data, receivedAt)).toMatchObject({
      data: { at: receivedAt, items: ['prenatal'] },
      warnings: [{ path: '/data/at', ...FAR_AHEAD }],
    });
  });

  it('of plans are what plans are for', () => {
    const planned = { ...envelope(undefined), name: 'step-down-planned' as const };
    const data = { plannedFor: '2036-11-20T12:00:00Z' };
    expect(withPastTimes(planned, data, receivedAt)).toMatchObject({ data, warnings: [] });
  });
});
