import {
  encounter,
  notify,
  patient,
  receive,
  server,
  statementsOf,
  valuesOf,
  warningsOf,
} from '../testing/bundles.js';

// Diagnoses of overdose in a bundle of several stays and persons: told once, of whom they are, when it was.
const overdosesIn = (inbound: ReturnType<typeof notify>) =>
  statementsOf(inbound).flatMap((statement) =>
    statement.kind === 'person-fact' && statement.fact.kind === 'overdose-reported'
      ? [[valuesOf(statement.person)[0], statement.fact.occurredAt]]
      : [],
  );
const stay = (id: string, of: string, start: string, more: object = {}) => ({
  ...encounter({
    ...{ id, subject: { reference: `Patient/${of}` }, period: { start, end: undefined } },
    ...{ status: 'in-progress', ...more },
  }),
  fullUrl: `${server}/Encounter/${id}`,
});
const condition = (of: string, more: object = {}) => ({
  resource: {
    resourceType: 'Condition',
    code: { coding: [{ code: 'T40.1X1A' }] },
    subject: { reference: `Patient/${of}` },
    ...more,
  },
});
const persons = [patient('p1'), patient('p2')];

describe('a diagnosis that names no stay', () => {
  it('is of the stay of its own patient, never of another in the bundle', () => {
    const stays = [
      stay('e1', 'p1', '2026-11-20T09:00:00Z'),
      stay('e2', 'p2', '2026-11-21T09:00:00Z'),
    ];
    expect(overdosesIn(notify(...stays, ...persons, condition('p2')))).toEqual([
      ['P2', '2026-11-21T09:00:00.000Z'],
    ]);
  });

  it('is told by itself where its patient has no stay in the bundle, or none at its time', () => {
    const onset = { onsetDateTime: '2026-11-22T01:00:00Z' };
    const e1 = stay('e1', 'p1', '2026-11-24T09:00:00Z');
    expect(overdosesIn(notify(e1, ...persons, condition('p2', onset)))).toEqual([
      ['P2', '2026-11-22T01:00:00.000Z'],
    ]);
    expect(overdosesIn(notify(e1, ...persons, condition('p1', onset)))).toEqual([
      ['P1', '2026-11-22T01:00:00.000Z'],
    ]);
  });

  it('is told once, of the newest of several stays it may be of', () => {
    const over = {
      status: 'finished',
      period: { start: '2026-11-02T09:00:00Z', end: '2026-11-05T09:00:00Z' },
    };
    const stays = [stay('e1', 'p1', '', over), stay('e2', 'p1', '2026-11-21T09:00:00Z')];
    expect(overdosesIn(notify(...stays, patient('p1'), condition('p1')))).toEqual([
      ['P1', '2026-11-21T09:00:00.000Z'],
    ]);
    const then = condition('p1', { onsetDateTime: '2026-11-02' });
    expect(overdosesIn(notify(...stays, patient('p1'), then))).toEqual([
      ['P1', '2026-11-02T09:00:00.000Z'],
    ]);
  });
});

describe('a diagnosis that is none', () => {
  it.each(['refuted', 'entered-in-error'])('is %s, as R4 or STU3 write it', (status) => {
    const bundles = [{ coding: [{ code: status }] }, status].map((verificationStatus) =>
      notify(
        stay('e1', 'p1', '2026-11-20T09:00:00Z'),
        patient('p1'),
        condition('p1', { verificationStatus }),
      ),
    );
    expect(bundles.map(overdosesIn)).toEqual([[], []]);
  });
});

describe('why a stay is', () => {
  it.each([
    ['R4', { reasonCode: [{ coding: [{ code: '1149222004' }] }] }],
    ['R5', { reason: [{ value: [{ concept: { coding: [{ code: 'T40.2X1A' }] } }] }] }],
  ])('tells of an overdose in %s', (_version, reason) => {
    const emergency = stay('e1', 'p1', '2026-11-20T09:00:00Z', reason);
    expect(overdosesIn(notify(emergency, patient('p1')))).toEqual([
      ['P1', '2026-11-20T09:00:00.000Z'],
    ]);
  });
});

describe('an encounter of R5', () => {
  const r5 = (more: object) =>
    notify(
      encounter({
        ...{ status: 'completed', period: undefined, serviceType: undefined, ...more },
      }),
      patient('p1'),
    );

  it('is read by its own names: actualPeriod, admission, a service inside a concept', () => {
    const inbound = r5({
      class: [{ coding: [{ code: 'IMP' }] }],
      serviceType: [{ concept: { coding: [{ code: 'DETOX' }] } }],
      actualPeriod: { start: '2026-11-20T09:00:00Z', end: '2026-11-25T12:00:00Z' },
      admission: { dischargeDisposition: { coding: [{ code: 'aama' }] } },
    });
    expect(statementsOf(inbound)).toMatchObject([
      {
        report: {
          kind: 'ended',
          setting: 'withdrawal-management',
          startedAt: '2026-11-20T09:00:00.000Z',
          endedAt: '2026-11-25T12:00:00.000Z',
          disposition: 'against-advice',
        },
      },
    ]);
  });

  it('that was discontinued is over, and what is wrong is told by its names', () => {
    const { content } = r5({ status: 'discontinued', actualPeriod: { end: 'soon' } });
    expect(content).toMatchObject({
      kind: 'rejected',
      problems: [{ path: 'Bundle.entry[1].resource.actualPeriod.end' }],
    });
  });
});

describe('a transaction that patches', () => {
  it('is no notification of a subscription', () => {
    const patch = { resource: { resourceType: 'Parameters', parameter: [{ name: 'operation' }] } };
    expect(
      receive({ type: 'transaction', entry: [patch, encounter(), patient('p1')] }),
    ).toMatchObject({
      type: 'transaction',
      content: { kind: 'statements' },
    });
  });
});

describe('an encounter', () => {
  it('is known by the number that is not old', () => {
    const identifier = [{ use: 'old', value: 'V1' }, { value: 'V2' }];
    const [visit] = statementsOf(notify(encounter({ identifier }), patient('p1')));
    expect(visit).toMatchObject({ visit: { number: 'V2', formerly: { number: 'V1' } } });
  });

  it('of who has died ended by death', () => {
    const hospitalization = { dischargeDisposition: { coding: [{ code: 'home' }] } };
    const dispositionOf = (more: object) =>
      statementsOf(notify(encounter({ hospitalization }), patient('p1', more)))[0];
    for (const more of [{ deceasedBoolean: true }, { deceasedDateTime: '2026-11-25' }])
      expect(dispositionOf(more)).toMatchObject({ report: { disposition: 'died' } });
    expect(dispositionOf({ deceasedBoolean: false })).toMatchObject({
      report: { disposition: 'completed' },
    });
  });

  it.each([
    [{ deceasedDateTime: '2026-11-25' }, ['completed', 'completed', 'died']],
    [{ deceasedDateTime: '2026-11-25T03:00:00Z' }, ['completed', 'completed', 'died']],
    [{ deceasedDateTime: '2023' }, ['completed', 'died', 'died']],
    [{ deceasedDateTime: '2026-12-01' }, ['completed', 'completed', 'completed']],
    [{ deceasedDateTime: 'lately' }, ['completed', 'completed', 'died']],
    [{ deceasedBoolean: true }, ['completed', 'completed', 'died']],
  ])('of who is dead now (%j) did not end by death years before', (more, dispositions) => {
    const hospitalization = { dischargeDisposition: { coding: [{ code: 'home' }] } };
    const stays = ['2019-03-01', '2023-03-01', '2026-11-25'].map((day) =>
      stay(`e${day}`, 'p1', '', {
        ...{ status: 'finished', hospitalization },
        period: { start: `${day}T09:00:00Z`, end: `${day}T12:00:00Z` },
      }),
    );
    expect(
      statementsOf(notify(...stays, patient('p1', more))).map(
        (statement) => statement.kind === 'visit' && statement.report.disposition,
      ),
    ).toEqual(dispositions);
  });

  it('that ends more than a day ahead ended when it was reported, with a warning', () => {
    const inbound = notify(
      encounter({ period: { start: '2026-11-20T09:00:00Z', end: '2026-12-05T09:00:00Z' } }),
      patient('p1'),
    );
    expect(statementsOf(inbound)).toMatchObject([
      { report: { endedAt: '2026-11-25T12:05:00.000Z', isEndAssumed: true } },
    ]);
    expect(warningsOf(inbound)).toEqual([
      expect.stringContaining('Bundle.entry[1].resource.period.end lies more than 24 hours ahead'),
    ]);
  });

  it('that goes on and tells an end is open, with a warning', () => {
    const inbound = notify(encounter({ status: 'in-progress' }), patient('p1'));
    expect(statementsOf(inbound)).toMatchObject([{ report: { kind: 'started' } }]);
    expect(warningsOf(inbound)).toEqual([
      'Bundle.entry[1].resource.period.end is there although the encounter is not over: it was not used',
    ]);
  });

  it('in error is taken back when that is reported, where the bundle has no time', () => {
    const wrong = encounter({ status: 'entered-in-error' });
    const inbound = receive({ type: 'transaction', timestamp: '', entry: [wrong, patient('p1')] });
    expect(statementsOf(inbound)).toMatchObject([
      { report: { kind: 'start-cancelled', reportedAt: '2026-11-26T00:00:00.000Z' } },
    ]);
  });
});

describe('a bundle', () => {
  it('is of the same server whatever request its source names', () => {
    const from = (source: unknown) =>
      receive({ type: 'transaction', meta: { source }, entry: [encounter(), patient('p1')] })
        .source;
    expect(from(`${server}#a1`)).toBe(server);
    expect(from(`${server}#b2`)).toBe(server);
  });

  it.each([5, ['x'], {}, null])('whose source is %j names none, and is read', (source) => {
    const inbound = receive({
      ...{ type: 'batch', meta: { source }, entry: [encounter(), patient('p1')] },
    });
    expect(inbound).toMatchObject({ source: 'unknown', content: { kind: 'statements' } });
  });

  it.each(['DELETE', 'PATCH'])(
    'that asks for %s says so, and is refused with nothing else',
    (method) => {
      const request = { request: { method, url: 'Encounter/e1' } };
      const path = 'Bundle.entry[0].request.method';
      expect(receive({ type: 'transaction', entry: [request] }).content).toMatchObject({
        kind: 'rejected',
        problems: [{ path }],
      });
      const beside = receive({ type: 'transaction', entry: [request, encounter(), patient('p1')] });
      expect(statementsOf(beside)).toHaveLength(1);
      expect(warningsOf(beside)).toEqual([expect.stringContaining(path)]);
    },
  );
});

describe('when an overdose was', () => {
  it.each([
    ['onsetPeriod', { onsetPeriod: { start: '2026-11-24T10:00:00Z' } }],
    ['assertedDate of STU3', { assertedDate: '2026-11-24T10:00:00Z' }],
  ])('is told by %s', (_name, more) => {
    expect(overdosesIn(notify(patient('p1'), condition('p1', more)))).toEqual([
      ['P1', '2026-11-24T10:00:00.000Z'],
    ]);
  });
});
