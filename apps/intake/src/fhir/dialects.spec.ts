import {
  encounter,
  notify,
  patient,
  receive,
  server,
  status,
  statementsOf,
  visitOf,
  warningsOf,
} from '../testing/bundles.js';

// What servers write that is not how the examples of the standard look.
describe('a time that is told in part', () => {
  const ended = (period: object) => {
    const inbound = notify(encounter({ period }), patient('p1'));
    const { startedAt, endedAt } = visitOf(inbound).report;
    return { startedAt, endedAt, warnings: warningsOf(inbound) };
  };
  const odd = (bound: string) =>
    `Bundle.entry[1].resource.period.${bound} is no time with offset: ` +
    'it counts from its beginning, in the zone of the source';

  it('counts from the beginning of its day where the source is, with a warning', () => {
    expect(ended({ start: '2026-11-20', end: '2026-11-25' })).toEqual({
      startedAt: '2026-11-20T05:00:00.000Z',
      endedAt: '2026-11-25T05:00:00.000Z',
      warnings: [odd('start'), odd('end')],
    });
  });

  it.each([
    ['2026-11-25T07:30:00', '2026-11-25T12:30:00.000Z', [odd('end')]],
    ['2026-11-25T07:30', '2026-11-25T12:30:00.000Z', [odd('end')]],
    ['2026-11-25T07:30-05:00', '2026-11-25T12:30:00.000Z', []],
    ['2026-11', '2026-11-01T04:00:00.000Z', [odd('end')]],
    ['2026', '2026-01-01T05:00:00.000Z', [odd('end')]],
  ])('%s is %s', (end, endedAt, warnings) => {
    expect(ended({ end })).toEqual({ startedAt: undefined, endedAt, warnings });
  });

  it('of an end is not before the beginning on its day', () => {
    expect(ended({ start: '2026-11-25T15:00:00Z', end: '2026-11-25' }).endedAt).toBe(
      '2026-11-25T15:00:00.000Z',
    );
    expect(ended({ start: '2026-11-26T15:00:00Z', end: '2026-11-25' }).endedAt).toBe(
      '2026-11-25T05:00:00.000Z',
    );
  });

  it.each(['2026-02-30', '2026-13', '2026-11-25T25:00:00', 'today'])('%s is none', (end) => {
    expect(notify(encounter({ period: { end } }), patient('p1')).content.kind).toBe('rejected');
  });

  it('gives way to one that names the day', () => {
    const condition = (onsetDateTime: string, recordedDate: string) =>
      statementsOf(
        notify(patient('p1'), {
          resource: {
            resourceType: 'Condition',
            code: { coding: [{ code: 'T40.1X1A' }] },
            subject: { reference: 'Patient/p1' },
            onsetDateTime,
            recordedDate,
          },
        }),
      );
    expect(condition('2026', '2026-11-24T10:00:00Z')).toMatchObject([
      { fact: { occurredAt: '2026-11-24T10:00:00.000Z' } },
    ]);
    expect(condition('2026-11-23', '2026-11-24T10:00:00Z')).toMatchObject([
      { fact: { occurredAt: '2026-11-23T05:00:00.000Z' } },
    ]);
  });
});

describe('a stay that is over and has no end', () => {
  const over = (more: object, timestamp?: string) =>
    receive({
      timestamp,
      entry: [
        status('event-notification'),
        encounter({ period: { start: '2026-11-20T09:00:00Z' }, ...more }),
        patient('p1'),
      ],
    });

  it('ended when the bundle was made, with a warning', () => {
    const inbound = over({ meta: { lastUpdated: '2026-11-25T12:04:00Z' } });
    expect(visitOf(inbound).report).toMatchObject({
      endedAt: '2026-11-25T12:05:00.000Z',
      isEndAssumed: true,
    });
    expect(warningsOf(inbound)).toEqual([
      'Bundle.entry[1].resource.period.end is missing: the time of the bundle is taken for it',
    ]);
  });

  it('ended when the resource was changed, where the bundle has no time; else it is refused', () => {
    expect(
      visitOf(over({ meta: { lastUpdated: '2026-11-25T12:04:00Z' } }, '')).report,
    ).toMatchObject({ endedAt: '2026-11-25T12:04:00.000Z', isEndAssumed: true });
    expect(over({}, '').content).toMatchObject({
      kind: 'rejected',
      problems: [{ path: 'Bundle.entry[1].resource.period.end' }],
    });
  });

  it('is another matter where the end is told and is no time', () => {
    expect(over({ period: { end: 'soon' } }).content.kind).toBe('rejected');
  });
});

describe('a bundle of several stays of which one cannot be read', () => {
  const bad = {
    ...encounter({ id: 'e2', period: { end: 'soon' } }),
    fullUrl: `${server}/Encounter/e2`,
  };
  const entry = [encounter(), bad, patient('p1')];

  it('is taken in without it when it is a batch', () => {
    const inbound = receive({ type: 'batch', entry });
    expect(statementsOf(inbound)).toHaveLength(1);
    expect(warningsOf(inbound)).toEqual([
      'Bundle.entry[1].resource.period.end is no time with offset',
    ]);
    expect(receive({ type: 'batch', entry: [bad, patient('p1')] }).content.kind).toBe('rejected');
  });

  it('attack 30: is refused together when it is a transaction', () => {
    expect(receive({ type: 'transaction', entry }).content).toMatchObject({
      kind: 'rejected',
      problems: [{ path: 'Bundle.entry[1].resource.period.end' }],
    });
  });
});

describe('a notification without a resource', () => {
  const idOnly = { fullUrl: `${server}/Encounter/55`, request: { method: 'PUT', url: 'x' } };
  it.each([
    ['a handshake', [status('handshake')], 'handshake', []],
    ['a heartbeat', [status('heartbeat')], 'heartbeat', []],
    ['an empty one', [status('event-notification')], 'nothing-carried', ['Bundle.entry']],
    ['one of ids', [status('event-notification'), idOnly], 'nothing-carried', ['Bundle.entry']],
    [
      'one of a resource that is only its id',
      [
        status('event-notification'),
        { fullUrl: `${server}/Encounter/55`, resource: { resourceType: 'Encounter', id: '55' } },
      ],
      'nothing-carried',
      ['Bundle.entry'],
    ],
    [
      'one of R5 that only points',
      [
        {
          resource: {
            resourceType: 'SubscriptionStatus',
            type: 'event-notification',
            notificationEvent: [{ focus: { reference: 'Encounter/55' } }],
          },
        },
      ],
      'nothing-carried',
      ['Bundle.entry'],
    ],
  ])('is told apart: %s', (_, entry, reason, paths) => {
    const { content, warnings = [] } = receive({ entry });
    expect(content).toEqual({ kind: 'ignored', reason });
    expect(warnings.map(({ path }) => path)).toEqual(paths);
  });

  it('is none when it carries somebody', () => {
    expect(notify(patient('p1')).content).toEqual({ kind: 'ignored', reason: 'no-encounter' });
  });
});
