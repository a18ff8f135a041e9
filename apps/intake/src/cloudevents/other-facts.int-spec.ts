import { event, somebody } from '../testing/messages.js';
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
    const told = (await intake.toldBecauseOf(id!)).at(-1)!;
    expect(told.data['ratings']).toEqual({
      ...{ d1: 0, d2: 1, d3: 'unknown' },
      ...{ d4: 'unknown', d5: 'unknown', d6: 'unknown' },
    });
    expect(told.data['context']).toEqual({ ...context, requestedAt: '2026-11-02T14:00:00.000Z' });
  });

  it('of a program are superseded by a newer report', async () => {
    const programId = `harbor-${Date.now()}`;
    const report = (occupied: number, asOf: string) =>
      event('program-capacity-reported', { programId, capacity: 12, occupied, asOf });
    const [newer, older] = await intake.send(
      report(9, '2026-11-02T08:00:00Z'),
      report(3, '2026-11-01T08:00:00Z'),
    );
    expect(await intake.toldBecauseOf(newer!, older!)).toMatchObject([
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
    const told = (await intake.toldBecauseOf(given!, revoked!)).filter(({ type }) =>
      /consent/.test(type),
    );
    expect(told.map(({ data }) => data['status'])).toEqual(['active', 'revoked']);
    expect(told[0]!.data['consentId']).toBe(told[1]!.data['consentId']);
    expect(JSON.stringify(told)).not.toContain('Birch');
  });
});
