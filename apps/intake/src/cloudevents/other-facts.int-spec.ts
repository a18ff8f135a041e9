import { cancellation, event, somebody } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';

// Real: the intake service with its database and the Postgres log. Neighbours are played by the test.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
});
afterAll(() => intake.stop());

describe('other facts', () => {
  it('pass on what a decision needs, and nothing else', async () => {
    const context = {
      housing: 'stable',
      region: 'boston',
      requestedAt: '2026-11-02T09:00:00-05:00',
    };
    const [id] = await intake.send(
      event('risk-ratings-recorded', {
        person: somebody(),
        ratedAt: '2026-11-07T09:00:00Z',
        ratedBy: 'Dr. Birch',
        ratings: { d1: 0, d2: 1, d3: 'unknown' },
        context: { ...context, comment: 'calls herself Ro' },
      }),
    );
    const published = (await intake.publishedBecauseOf(id!)).at(-1)!;
    expect(published.data['ratings']).toEqual({
      ...{ d1: 0, d2: 1, d3: 'unknown' },
      ...{ d4: 'unknown', d5: 'unknown', d6: 'unknown' },
    });
    expect(published.data['context']).toEqual({
      ...context,
      requestedAt: '2026-11-02T14:00:00.000Z',
    });
  });

  it('pass on what another instrument said once, and take it back', async () => {
    const result = event('instrument-result-recorded', {
      person: somebody(),
      assessedAt: '2026-11-07T09:00:00-05:00',
      instrument: 'LOCUS',
      composite: 21,
      assessor: 'Dr. Birch',
    });
    const [recorded, again, cancelled] = await intake.send(result, result, cancellation(result));
    expect(again).toBe(recorded);
    const published = await intake.publishedBecauseOf(recorded!, cancelled!);
    const { key } = published[0]!;
    expect(published.map(({ type }) => type)).toEqual([
      'handrail.intake.person-registered.v1',
      'handrail.intake.instrument-result-recorded.v1',
      'handrail.intake.fact-retracted.v1',
    ]);
    expect(published[1]!.data).toEqual({
      personId: key,
      assessedAt: '2026-11-07T14:00:00.000Z',
      ...{ instrument: 'locus', level: null, composite: 21 },
    });
    expect(published[2]!.data).toMatchObject({
      personId: key,
      retractedEventId: published[1]!.id,
      retractedType: 'handrail.intake.instrument-result-recorded.v1',
    });
  });

  it('pass on who asks for care as a code, and take the request back', async () => {
    const request = event('care-requested', {
      person: somebody(),
      requestedAt: '2026-11-07T09:00:00-05:00',
      requestedBy: { kind: 'court', organisation: 'Court of Judge Birch' },
      context: { injecting: true, requestedAt: '2020-01-01T00:00:00Z', comment: 'Birch' },
    });
    const [asked, cancelled] = await intake.send(request, cancellation(request));
    const published = await intake.publishedBecauseOf(asked!, cancelled!);
    expect(published[1]).toMatchObject({
      type: 'handrail.intake.care-requested.v1',
      data: {
        personId: published[0]!.key,
        requestedAt: '2026-11-07T14:00:00.000Z',
        ...{ requestedBy: 'court', requester: null, level: null, context: { injecting: true } },
      },
    });
    expect(published[1]!.data['context']).toEqual({ injecting: true });
    expect(published[2]!.data).toMatchObject({ retractedEventId: published[1]!.id });
    expect(JSON.stringify(published)).not.toContain('Birch');
  });

  it('pass on what a drug test found by class, and refuse an amount for a class', async () => {
    const test = (more: object) =>
      event('drug-test-recorded', {
        ...{ person: somebody(), collectedAt: '2026-11-07T09:00:00-05:00', result: 'positive' },
        ...more,
      });
    const [found] = await intake.send(test({ substances: ['opiates', 'cocaine'], level: 300 }));
    const published = await intake.publishedBecauseOf(found!);
    expect(published[1]!.data).toEqual({
      ...{ personId: published[0]!.key, collectedAt: '2026-11-07T14:00:00.000Z' },
      ...{ result: 'positive', substances: ['cocaine', 'opiates'], placementId: null },
    });
    const { status, json } = await intake.event(test({ substances: ['300 ng/ml'] }));
    expect(status).toBe(400);
    expect(json['errors']).toMatchObject([{ path: '/data/substances/0' }]);
  });

  it('of an instrument that were taken back before they came stay untold', async () => {
    const result = event('instrument-result-recorded', {
      person: somebody(),
      assessedAt: '2026-11-07T14:00:00Z',
      ...{ instrument: 'continuum', level: '2.1' },
    });
    const [cancelled, recorded] = await intake.send(cancellation(result), result);
    expect(await intake.message(recorded!)).toMatchObject({
      disposition: 'superseded',
      reason: 'cancelled-before-arrival',
    });
    const published = await intake.publishedBecauseOf(cancelled!, recorded!);
    expect(published.map(({ type }) => type)).toEqual(['handrail.intake.person-registered.v1']);
  });

  it('of a program are superseded by a newer report', async () => {
    const programId = `harbor-${Date.now()}`;
    const report = (occupied: number, asOf: string) =>
      event('program-capacity-reported', { programId, capacity: 12, occupied, asOf });
    const [newer, older] = await intake.send(
      report(9, '2026-11-02T08:00:00Z'),
      report(3, '2026-11-01T08:00:00Z'),
    );
    expect(await intake.publishedBecauseOf(newer!, older!)).toMatchObject([
      { key: programId, data: { occupied: 9, trackId: null } },
    ]);
    expect(await intake.message(older!)).toMatchObject({
      disposition: 'superseded',
      reason: 'newer-report-known',
    });
  });

  it('of consent tell its kind and state, never its words', async () => {
    const person = somebody();
    const consent = {
      id: 'c1',
      kind: 'tpo',
      recipients: ['Dr. Birch'],
      signedAt: '2026-11-01T09:00:00Z',
    };
    const [given, revoked] = await intake.send(
      event('consent-recorded', { person, consent }),
      event('consent-recorded', {
        person,
        consent: { ...consent, revokedAt: '2026-11-03T09:00:00Z' },
      }),
    );
    const published = (await intake.publishedBecauseOf(given!, revoked!)).filter(({ type }) =>
      /consent/.test(type),
    );
    expect(published.map(({ data }) => data['status'])).toEqual(['active', 'revoked']);
    expect(published[0]!.data).toMatchObject({
      ...{ recipients: ['other'], purposes: ['treatment', 'payment', 'operations'] },
      missing: ['discloser', 'scope', 'text'],
    });
    expect(published[1]!.data['revokedAt']).toBe('2026-11-03T09:00:00.000Z');
    expect(published[0]!.data['consentId']).toBe(published[1]!.data['consentId']);
    expect(JSON.stringify(published)).not.toContain('Birch');
  });
});
