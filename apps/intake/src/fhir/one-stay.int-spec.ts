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
    const told = await intake.toldBecauseOf(...messages.map(({ id }) => id));
    expect(told.map(({ type }) => type.split('.')[2])).toEqual([
      'person-registered',
      'stay-started',
      'stay-ended',
    ]);
  });
});
