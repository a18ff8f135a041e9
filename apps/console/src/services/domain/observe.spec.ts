import { NEVER_ASKED, observe } from './observe.js';
import { readReport, worstLag } from './read-report.js';

const status = {
  service: 'scheduling',
  version: '0.1.0',
  startedAt: '2026-11-22T05:00:00.000Z',
  roles: ['http', 'consumer'],
  ready: true,
  why: [],
  consumed: { perMinute: 42 },
  published: { perMinute: 7.5 },
  lag: [
    { group: 'scheduling', topic: 'handrail.intake', partition: 0, events: 900, seconds: 2 },
    { group: 'scheduling', topic: 'handrail.assessment', partition: 3, events: '1', seconds: 340 },
  ],
  outbox: { unpublished: 3, oldestSeconds: 1 },
  parked: { count: 2 },
  circuits: [],
};
const report = readReport(status);
const up = observe(NEVER_ASKED, { kind: 'answered', report, responseMs: 8 }, '10:00');

describe('how the console sees a service', () => {
  it('reads a whole status', () => {
    expect(report).toMatchObject({
      version: '0.1.0',
      ready: true,
      consumedPerMinute: 42,
      publishedPerMinute: 7.5,
      outbox: { unpublished: 3, oldestSeconds: 1 },
      parked: 2,
    });
    expect(report.lag[1]).toEqual({
      group: 'scheduling',
      topic: 'handrail.assessment',
      partition: 3,
      events: 1,
      seconds: 340,
    });
  });

  it.each([null, 'ok', [], {}, { lag: 'no', outbox: null, parked: 7 }])(
    'reads %j of another version as nothing known',
    (body) => {
      expect(readReport(body)).toEqual({
        version: 'unknown',
        startedAt: null,
        roles: [],
        ready: false,
        why: [],
        consumedPerMinute: 0,
        publishedPerMinute: 0,
        lag: [],
        outbox: { unpublished: 0, oldestSeconds: null },
        parked: 0,
        circuits: [],
      });
    },
  );

  it('calls the oldest wait the worst, not the longest line', () => {
    expect(worstLag(report.lag)?.topic).toBe('handrail.assessment');
    expect(worstLag([])).toBeNull();
    expect(worstLag([{ ...report.lag[0]!, events: 0 }])).toBeNull();
  });

  it('keeps since when a service is down, and what it last said', () => {
    const down = observe(up, { kind: 'silent', why: 'no answer within 1.5 s' }, '10:05');
    const still = observe(down, { kind: 'silent', why: 'connection refused' }, '10:06');
    expect(still).toMatchObject({
      state: 'down',
      since: '10:05',
      reasons: ['connection refused'],
      answeredAt: '10:00',
      report: { version: '0.1.0' },
    });
    const back = observe(still, { kind: 'answered', report, responseMs: 5 }, '10:07');
    expect(back).toMatchObject({ state: 'up', since: '10:07', reasons: [] });
  });

  it('is degraded with a reason when not ready or when a topic is paused', () => {
    const paused = { topic: 'handrail.intake', why: '20 persons parked' };
    expect(
      observe(
        up,
        { kind: 'answered', report: { ...report, circuits: [paused] }, responseMs: 5 },
        '10:01',
      ),
    ).toMatchObject({
      state: 'degraded',
      since: '10:01',
      reasons: ['handrail.intake is paused: 20 persons parked'],
    });
    expect(
      observe(up, { kind: 'answered', report: { ...report, ready: false }, responseMs: 5 }, 'x'),
    ).toMatchObject({ state: 'degraded', reasons: ['it says it is not ready'] });
  });
});
