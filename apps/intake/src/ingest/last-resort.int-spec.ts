import { INBOUND_TOPIC } from '@handrail/contracts';
import { eventually } from '@handrail/testing';
import { adt, event, somebody } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';

// Real: the intake service with its database and the Postgres log. A trigger plays a database that takes
// a message neither applied nor refused nor parked under its name.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
  await intake.db.query(`
    CREATE FUNCTION refuse_cursed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.source LIKE '%cursed%' OR octet_length(NEW.sealed_raw) > 100000 THEN
        RAISE EXCEPTION 'index row too large' USING ERRCODE = '54000';
      END IF;
      RETURN NEW;
    END $$`);
});
afterAll(() => intake.stop());

const breakIt = () =>
  intake.db.query(`CREATE TRIGGER cursed BEFORE INSERT ON message
    FOR EACH ROW EXECUTE FUNCTION refuse_cursed()`);
const repair = () => intake.db.query('DROP TRIGGER IF EXISTS cursed ON message');

const reported = (source: string, more: object = {}) => ({
  ...event('return-to-use-reported', {
    person: somebody(),
    occurredAt: '2026-11-07T09:00:00Z',
    evidence: 'self-report',
    ...more,
  }),
  source,
});

const STRUCTURED = { 'content-type': 'application/cloudevents+json' };
const publish = (...values: readonly object[]) =>
  intake.eventLog.publish(
    values.map((value) => ({
      topic: INBOUND_TOPIC,
      key: 'one-partition',
      value: Buffer.from(JSON.stringify(value)),
      headers: STRUCTURED,
    })),
  );

const parked = async () =>
  (await intake.call('/v1/parked?cause=unstorable:sql:54000&limit=200')).json['items'] as Array<{
    id: string;
  }>;
const rawOf = (id: string) => intake.call(`/v1/messages/${id}/raw`);

describe('a message the database takes in no form of its own', () => {
  beforeEach(breakIt);
  afterEach(repair);

  it('is kept under nobody’s name, and its sender is told what is known', async () => {
    const cursed = reported('urn:cursed');
    const { status, json } = await intake.event(cursed);
    expect(status).toBe(400);
    const { messageId, errors } = json as { messageId: string; errors: Array<{ reason: string }> };
    const { length } = JSON.stringify(cursed);
    expect(errors[0]!.reason).toMatch(
      new RegExp(`^cannot be stored \\(sql:54000\\): ${length} bytes, keyed digest [0-9a-f]{64}$`),
    );
    expect(await intake.message(messageId)).toMatchObject({
      protocol: 'cloudevents-http',
      source: 'unknown',
      controlId: null,
      disposition: 'parked',
      reason: 'unstorable:sql:54000',
    });
    expect((await parked()).map(({ id }) => id)).toContain(messageId);
    expect((await rawOf(messageId)).text).toBe(JSON.stringify(cursed));
    const metrics = await (await fetch(`${intake.url}/metrics`)).text();
    expect(metrics).toContain('handrail_intake_unstorable_total{protocol="cloudevents-http"} 1');
  });

  it('is kept without its bytes where those are what the database refuses', async () => {
    const large = reported('urn:large', { note: 'x'.repeat(200_000) });
    const { status, json } = await intake.event(large);
    expect(status).toBe(400);
    const id = json['messageId'] as string;
    expect((await intake.message(id)).problems.map(({ reason }) => reason)[1]).toBe(
      'is kept without its bytes',
    );
    expect((await rawOf(id)).text).toBe('');
  });

  it('holds up none of those beside it in a batch', async () => {
    const [good, other] = [reported('urn:fine'), reported('urn:fine')];
    const { status, json } = await intake.post(
      '/v1/events',
      [good, reported('urn:cursed'), other],
      'application/cloudevents-batch+json',
    );
    expect(status).toBe(202);
    expect(json['results']).toMatchObject([
      { status: 'accepted' },
      { status: 'rejected', reason: 'unstorable:sql:54000' },
      { status: 'accepted' },
    ]);
    for (const { id } of [good, other])
      expect(await intake.messages(`controlId=${id}`)).toMatchObject([{ disposition: 'applied' }]);
  });

  it('is answered AE over HL7, and 422 over FHIR', async () => {
    const hl7 = adt('A08', { control: 'C-cursed', mrn: 'M-cursed' }).replace('CAREAPP', 'cursed');
    expect(await intake.hl7(hl7)).toMatch(/\rMSA\|AE\|C-cursed\r/);
    const bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      meta: { source: 'urn:cursed' },
      entry: [
        { resource: { resourceType: 'Patient', identifier: [{ system: 'urn:x', value: 'Z' }] } },
      ],
    };
    const { status, json } = await intake.post('/v1/fhir', bundle, 'application/fhir+json');
    expect([status, json['resourceType']]).toEqual([422, 'OperationOutcome']);
    expect(await intake.message(json['id'] as string)).toMatchObject({ disposition: 'parked' });
  });

  it('is read from the log once, and the partition goes on behind it', async () => {
    const before = (await parked()).length;
    const [first, last] = [reported('urn:fine'), reported('urn:fine')];
    await publish(first, reported('urn:cursed'), last);
    await eventually(async () => (await intake.messages(`controlId=${last.id}`))[0], {
      what: 'the record behind it',
    });
    expect((await parked()).length).toBe(before + 1);
    await eventually(async () => {
      const places = await intake.eventLog.positions('handrail.intake', [INBOUND_TOPIC]);
      return places.every(({ committed, end }) => committed === end);
    });
  });

  it('is read and applied by a retry once the database takes it', async () => {
    const cursed = reported('urn:cursed');
    const id = (await intake.event(cursed)).json['messageId'] as string;
    const retry = () => intake.post(`/v1/parked/${id}/retry`, {}, 'application/json');
    expect((await retry()).json).toMatchObject({ disposition: 'parked', drained: 0 });
    await repair();
    expect((await retry()).json).toMatchObject({ disposition: 'applied', drained: 1 });
    expect(await intake.messages(`controlId=${cursed.id}`)).toMatchObject([
      { id, disposition: 'applied' },
    ]);
    expect((await intake.event(cursed)).json['results']).toMatchObject([{ status: 'duplicate' }]);
  });
});
