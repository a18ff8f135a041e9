import { adt, event, somebody } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';

// Real: the intake service with its database and the Postgres log. Messages whose look-up would never be
// what the locks then find: each was answered 500, or read from the log for ever.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
});
afterAll(() => intake.stop());

describe('a message whose look-up can never hold', () => {
  it('because it cancels itself is ignored', async () => {
    const cancelling = event('event-cancelled', { cancels: { source: '', id: '' } });
    const { source, id } = cancelling;
    const [messageId] = await intake.send({ ...cancelling, data: { cancels: { source, id } } });
    expect(await intake.message(messageId!)).toMatchObject({
      disposition: 'ignored',
      reason: 'cancels-itself',
    });
  });

  it('because a number it trusts was kept of the same person as untrusted is applied', async () => {
    const mrn = `T${Date.now()}`;
    const numbers = (type: string) => ({
      3: `${mrn}^^^LAKE&1.2.3&ISO^MR~9-${mrn}^^^OTHER&1.2.7&ISO^${type}`,
    });
    const sent = ['SS', 'MR'].map((type, at) =>
      adt('A03', { control: `${mrn}-${at}`, mrn, visit: `V${mrn}-${at}`, pid: numbers(type) }),
    );
    for (const message of sent) expect(await intake.hl7(message)).toMatch(/\rMSA\|AA\|/);
    expect(await intake.messages(`controlId=${mrn}-1`)).toMatchObject([
      { disposition: 'applied', reason: 'stay-ended' },
    ]);
    const person = await intake.person({ system: 'urn:oid:1.2.7', value: `9-${mrn}` });
    expect(person?.identifiers).toContainEqual({
      ...{ system: 'urn:oid:1.2.7', value: `9-${mrn}`, trusted: true },
    });
  });

  it('because its bundle has an id that is no text is applied under none', async () => {
    const person = somebody();
    const bundle = {
      ...{ resourceType: 'Bundle', type: 'transaction', id: { not: 'a text' } },
      entry: [
        { resource: { resourceType: 'Patient', identifier: person.identifiers } },
        {
          resource: {
            ...{ resourceType: 'Condition', recordedDate: '2026-11-07T09:00:00Z' },
            code: { coding: [{ code: 'T40.2X1A' }] },
          },
        },
      ],
    };
    const { status, json } = await intake.post('/v1/fhir', bundle, 'application/fhir+json');
    expect(status).toBe(200);
    expect(await intake.message(json['id'] as string)).toMatchObject({
      controlId: null,
      disposition: 'applied',
    });
  });
});
