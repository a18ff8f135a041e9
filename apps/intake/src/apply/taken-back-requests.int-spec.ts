import { RunningIntake } from '../testing/running-intake.js';

// Real: the intake service with its database and the Postgres log. Neighbours are played by the test.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
});
afterAll(() => intake.stop());

const typesOf = (events: readonly { readonly type: string }[]) =>
  events.map(({ type }) => type.split('.')[2]);

const SERVER = 'https://lake.example/fhir';
const patient = (id: string) => ({
  fullUrl: `${SERVER}/Patient/${id}`,
  resource: { resourceType: 'Patient', id, identifier: [{ system: `${SERVER}/mrn`, value: id }] },
});
const request = (id: string, of: string, status = 'active') => ({
  fullUrl: `${SERVER}/ServiceRequest/${id}`,
  resource: {
    ...{ resourceType: 'ServiceRequest', id, status, intent: 'order' },
    ...{ code: { text: 'IOP' }, authoredOn: '2026-11-24T09:00:00-05:00' },
    subject: { reference: `Patient/${of}` },
  },
});
const stay = (of: string) => ({
  resource: {
    ...{ resourceType: 'Encounter', id: `of-${of}`, status: 'in-progress' },
    serviceType: { coding: [{ code: 'DETOX' }] },
    subject: { reference: `Patient/${of}` },
    period: { start: '2026-11-20T09:00:00Z' },
  },
});
async function post(...entry: readonly object[]): Promise<string> {
  const bundle = { resourceType: 'Bundle', type: 'collection', meta: { source: SERVER }, entry };
  const { json } = await intake.post('/v1/fhir', JSON.stringify(bundle), 'application/fhir+json');
  return json['id'] as string;
}

describe('a request that is taken back', () => {
  it('alone, of a bundle that tells of a stay and of somebody else too', async () => {
    const bundled = await post(
      stay('A'),
      request('s1', 'A'),
      request('s2', 'B'),
      patient('A'),
      patient('B'),
    );
    const again = await post(request('s2', 'B'), patient('B'));
    const revoked = await post(request('s2', 'B', 'revoked'), patient('B'));
    const published = await intake.publishedBecauseOf(bundled, revoked);
    expect(typesOf(published).sort()).toEqual([
      'care-requested',
      'care-requested',
      'fact-retracted',
      'person-registered',
      'person-registered',
      'stay-started',
    ]);
    const [retraction] = published.filter(({ type }) => type.includes('fact-retracted'));
    const other = await intake.person({ system: `${SERVER}/mrn`, value: 'B' });
    const second = published.find(
      ({ key, type }) => key === other!.id && type.includes('care-requested'),
    )!;
    expect(retraction).toMatchObject({ key: second.key, data: { retractedEventId: second.id } });
    expect(await intake.message(again)).toMatchObject({ reason: 'already-reported' });
  });

  it('before it came stays untold, and the rest of its message counts', async () => {
    const task = {
      ...{ resourceType: 'Task', status: 'cancelled', code: { coding: [{ code: 'fulfill' }] } },
      ...{ focus: { reference: 'ServiceRequest/s3' }, for: { reference: 'Patient/C' } },
    };
    const cancelled = await post({ resource: task }, patient('C'));
    expect(await intake.message(cancelled)).toMatchObject({
      ...{ disposition: 'parked', reason: 'no-such-event' },
    });
    const late = await post(stay('C'), request('s3', 'C'), patient('C'));
    expect(typesOf(await intake.publishedBecauseOf(late))).toEqual([
      'person-registered',
      'stay-started',
    ]);
    expect(await intake.message(cancelled)).toMatchObject({ disposition: 'applied' });
  });

  it('by HL7, over either way in, is known by its number', async () => {
    const ref = (trigger: string, control: string, number: string) =>
      [
        `MSH|^~\\&|REFER|NORTH|NET|HUB|20261107120000+0000||REF^${trigger}|${control}|P|2.5.1`,
        `RF1|P||COURT|||${number}|20261106080000+0000`,
        'PID|1||M-77^^^NORTH&1.2.3.77&ISO^MR',
        'DG1|1||F10.20',
        '',
      ].join('\r');
    for (const [trigger, control] of [
      ['I12', 'r1'],
      ['I13', 'r2'],
      ['I14', 'r3'],
    ] as const)
      expect(await intake.hl7(ref(trigger, control, 'R-9'))).toContain('MSA|AA');
    const messages = await Promise.all(
      ['r1', 'r2', 'r3'].map(
        async (control) => (await intake.messages(`controlId=${control}`))[0]!,
      ),
    );
    expect(messages.map(({ reason }) => reason)).toEqual([
      ...['care-requested', 'already-reported', 'fact-retracted'],
    ]);
    const published = await intake.publishedBecauseOf(messages[0]!.id, messages[2]!.id);
    expect(typesOf(published)).toEqual(['person-registered', 'care-requested', 'fact-retracted']);
    expect(published[1]!.data).toMatchObject({ requestedBy: 'court', level: null });
    expect(published[2]!.data['retractedEventId']).toBe(published[1]!.id);
  });
});
