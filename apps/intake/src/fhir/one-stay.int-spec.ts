import { adt, event, somebody } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';

// Real: the intake service with its database and the Postgres log.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
});
afterAll(() => intake.stop());

const SYSTEM = 'urn:oid:1.2.3';

/** A discharge as a notification of a subscription, in the form R4 has for it. */
const notification = (value: string, visit: string) => ({
  resourceType: 'Bundle',
  type: 'history',
  entry: [
    {
      resource: {
        resourceType: 'Parameters',
        parameter: [
          {
            name: 'subscription',
            valueReference: { reference: 'https://lakeside.example/Subscription/1' },
          },
          { name: 'type', valueCode: 'event-notification' },
        ],
      },
    },
    {
      fullUrl: 'https://lakeside.example/Encounter/1',
      resource: {
        resourceType: 'Encounter',
        id: '1',
        status: 'finished',
        class: { code: 'IMP' },
        serviceType: { coding: [{ code: 'DETOX' }] },
        identifier: [{ value: visit }],
        subject: { reference: 'Patient/2' },
        serviceProvider: { display: 'Lakeside' },
        period: { start: '2026-11-02T08:30:00Z', end: '2026-11-07T12:00:00Z' },
        hospitalization: { dischargeDisposition: { coding: [{ code: 'home' }] } },
      },
    },
    {
      fullUrl: 'https://lakeside.example/Patient/2',
      resource: { resourceType: 'Patient', id: '2', identifier: [{ system: SYSTEM, value }] },
    },
  ],
});

describe('a stay that is told in three ways', () => {
  it('is one stay of one person, and is told of once', async () => {
    const { value } = somebody().identifiers[0]!;
    const visit = `V${value}`;
    const person = { identifiers: [{ system: SYSTEM, value }] };
    const stay = { id: visit, facility: 'lakeside', setting: 'withdrawal-management' };
    await intake.hl7(adt('A01', { control: value, mrn: value, visit, at: '20261102083000+0000' }));
    await intake.send(event('stay-started', { person, stay, startedAt: '2026-11-02T08:30:00Z' }));
    const fhir = (path: string) =>
      intake.post(path, notification(value, visit), 'application/fhir+json');
    expect((await fhir('/v1/fhir/$process-message')).status).toBe(200);
    expect((await fhir('/v1/fhir')).text).toContain('duplicate');
    const known = await intake.person({ system: SYSTEM, value });
    expect(known!.stays).toMatchObject([
      {
        facility: 'lakeside',
        setting: 'withdrawal-management',
        startedAt: '2026-11-02T08:30:00.000Z',
        endedAt: '2026-11-07T12:00:00.000Z',
        disposition: 'completed',
      },
    ]);
    const messages = await intake.messages(`personId=${known!.id}`);
    const published = await intake.publishedBecauseOf(...messages.map(({ id }) => id));
    expect(published.map(({ type }) => type.split('.')[2])).toEqual([
      'person-registered',
      'stay-started',
      'stay-ended',
    ]);
  });
});

describe('an OperationOutcome', () => {
  const SENT = 'application/fhir+json';
  const bundleOf = (value: string, ...more: readonly object[]) => {
    const { entry, ...rest } = notification(value, `V${value}`);
    return { ...rest, entry: [...entry, ...more.map((resource) => ({ resource }))] };
  };
  const observed = (result: object) => ({
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'urn:handrail:instrument', code: 'locus' }] },
    subject: { reference: 'Patient/2' },
    effectiveDateTime: '2026-11-06T14:00:00Z',
    ...result,
  });

  it('warns of what could not be read with its place, and the rest is taken in', async () => {
    const { value } = somebody().identifiers[0]!;
    const bundle = bundleOf(value, observed({ valueString: 'as Ana asked' }));
    const { status, json } = await intake.post('/v1/fhir', bundle, SENT);
    expect([status, json['resourceType']]).toEqual([200, 'OperationOutcome']);
    expect(json['issue']).toEqual([
      {
        severity: 'information',
        code: 'informational',
        diagnostics: 'accepted: applied, stay-ended',
      },
      {
        severity: 'warning',
        code: 'value',
        diagnostics: expect.stringContaining('is neither a level nor a composite') as string,
        expression: ['Bundle.entry[3].resource.value'],
      },
    ]);
    const { problems } = await intake.message(json['id'] as string);
    expect(problems).toMatchObject([{ path: 'Bundle.entry[3].resource.value' }]);
  });

  it('says of every problem what kind it is and where, when the bundle is refused', async () => {
    const { value } = somebody().identifiers[0]!;
    const { entry, ...rest } = bundleOf(value);
    const [parameters, { resource }] = entry as [object, { resource: object }];
    const period = { start: '2026-11-02T08:30:00Z' };
    const broken = { ...rest, entry: [parameters, { resource: { ...resource, period } }] };
    const { status, json } = await intake.post('/v1/fhir', broken, SENT);
    expect(status).toBe(422);
    expect(json['issue']).toMatchObject([
      { severity: 'error', code: 'value', expression: ['Bundle.entry[1].resource.subject'] },
      {
        severity: 'error',
        code: 'required',
        expression: ['Bundle.entry[1].resource.period.end'],
      },
    ]);
  });

  it('of a result of another instrument leads to the fact that is told, once', async () => {
    const { value } = somebody().identifiers[0]!;
    const bundle = bundleOf(value, observed({ valueInteger: 21 }));
    const later = { ...bundle, timestamp: '2026-11-08T00:00:00Z' };
    const ids = [];
    for (const each of [bundle, later])
      ids.push((await intake.post('/v1/fhir', each, SENT)).json['id'] as string);
    const published = await intake.publishedBecauseOf(...ids);
    const results = published.filter(({ type }) => type.includes('instrument-result'));
    expect(results.map(({ data }) => data)).toMatchObject([
      { instrument: 'locus', composite: 21, level: null, assessedAt: '2026-11-06T14:00:00.000Z' },
    ]);
  });
});
