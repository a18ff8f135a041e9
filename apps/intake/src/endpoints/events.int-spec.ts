import { randomUUID } from 'node:crypto';
import { queryableOn } from '@handrail/messaging';
import { poolOf, verifyAudit } from '@handrail/platform';
import { cancellation, event, somebody, somewhere } from '../testing/messages.js';
import { RunningIntake, type Answer } from '../testing/running-intake.js';

// Real: the intake service with its database and the Postgres log. Neighbours are played by the test.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
});
afterAll(() => intake.stop());

const ended = (more: { readonly person?: ReturnType<typeof somebody> } = {}) =>
  event('stay-ended', {
    person: more.person ?? somebody(),
    stay: somewhere(),
    endedAt: '2026-11-07T09:00:00-05:00',
    disposition: 'completed',
  });
const firstOf = ({ json }: Answer) => (json['results'] as Array<Record<string, string>>)[0]!;

describe('one event', () => {
  it('is answered after it is applied, and leads to what it caused', async () => {
    const sent = ended();
    const answer = await intake.event(sent);
    expect(answer.status).toBe(202);
    const { messageId, id, status } = firstOf(answer);
    expect([id, status]).toEqual([sent.id, 'accepted']);
    const message = await intake.message(messageId!);
    expect(message).toMatchObject({
      source: 'urn:test:feed',
      protocol: 'cloudevents-http',
      controlId: sent.id,
      disposition: 'applied',
      reason: 'stay-ended',
    });
    const published = await intake.publishedBecauseOf(messageId!);
    expect(published.map(({ type }) => type)).toEqual([
      'handrail.intake.person-registered.v1',
      'handrail.intake.stay-ended.v1',
    ]);
    expect(message.produced).toEqual(published.map((each) => each.id));
    expect(published[1]).toMatchObject({
      key: message.personId,
      causationId: messageId,
      data: {
        facility: 'lakeside',
        setting: 'withdrawal-management',
        startedAt: null,
        endedAt: '2026-11-07T14:00:00.000Z',
        disposition: 'completed',
      },
    });
  });

  it('again is a duplicate of the first and changes nothing', async () => {
    const sent = ended();
    const [first] = await intake.send(sent);
    const again = firstOf(await intake.event(sent));
    expect(again).toMatchObject({ status: 'duplicate', messageId: first });
    expect(await intake.messages(`controlId=${sent.id}`)).toHaveLength(1);
  });

  it('attack 24: with other content is a conflict that keeps the first, and one row in the audit', async () => {
    const sent = ended();
    await intake.send(sent);
    const other = await intake.event({ ...sent, data: { ...sent.data, disposition: 'died' } });
    expect([other.status, other.type]).toEqual([409, 'application/problem+json; charset=utf-8']);
    const [kept] = await intake.messages(`controlId=${sent.id}`);
    expect((await intake.call(`/v1/messages/${kept!.id}/raw`)).text).toContain('"completed"');
    const found = await intake.call('/v1/audit?actor=system/local');
    const rows = found.json['items'] as Array<Record<string, unknown>>;
    expect(rows.filter(({ outcome }) => outcome === 'event-conflict')).toMatchObject([
      { act: 'POST /v1/events', object: kept!.id, subjects: [] },
    ]);
  });

  it('that is refused is shown, and does not claim its id', async () => {
    const sent = ended();
    const refused = await intake.event({ ...sent, data: { ...sent.data, endedAt: 'yesterday' } });
    expect([refused.status, refused.type]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
    ]);
    expect(refused.json['errors']).toMatchObject([{ path: '/data/endedAt' }]);
    expect(await intake.message(refused.json['messageId'] as string)).toMatchObject({
      disposition: 'rejected',
      reason: 'invalid-data',
      controlId: sent.id,
    });
    expect(firstOf(await intake.event(sent)).status).toBe('accepted');
  });

  it('in binary mode is the same event', async () => {
    const sent = ended();
    const [first] = await intake.send(sent);
    const again = await intake.post('/v1/events', sent.data, 'application/json', {
      'ce-specversion': '1.0',
      'ce-id': sent.id,
      'ce-source': sent.source,
      'ce-type': sent.type,
    });
    expect(firstOf(again)).toMatchObject({ status: 'duplicate', messageId: first });
  });
});

describe('a batch', () => {
  it('attack 25: is answered event by event', async () => {
    const good = ended();
    const { status, json } = await intake.post(
      '/v1/events',
      [
        good,
        { ...good, data: { ...good.data, disposition: 'died' } },
        good,
        { ...ended(), id: '' },
      ],
      'application/cloudevents-batch+json',
    );
    expect(status).toBe(202);
    expect(json['results']).toMatchObject([
      { status: 'accepted' },
      { status: 'rejected', reason: 'conflict' },
      { status: 'duplicate' },
      { status: 'rejected', reason: 'invalid-event', errors: [{ path: '/id' }] },
    ]);
  });

  it('with other content of several events has a row of the audit for each, kept together', async () => {
    const sent = Array.from({ length: 12 }, () => ended());
    const type = 'application/cloudevents-batch+json';
    const first = await intake.post('/v1/events', sent, type);
    const kept = first.json['results'] as Array<Record<string, string>>;
    const others = sent.map((each) => ({ ...each, data: { ...each.data, disposition: 'died' } }));
    await intake.post('/v1/events', others, type);
    const ids = kept.map(({ messageId }) => messageId);
    const rows = await intake.db.query(
      `SELECT object, xmin::text AS by FROM audit_entry
       WHERE outcome = 'event-conflict' AND object = ANY($1) ORDER BY seq`,
      [ids],
    );
    const objects = (rows as Array<{ object: string }>).map(({ object }) => object);
    expect(objects).toEqual(ids);
    expect(new Set((rows as Array<{ by: string }>).map(({ by }) => by)).size).toBe(1);
    expect((await verifyAudit(queryableOn(poolOf(intake.db)), [])).broken).toEqual([]);
  });

  it('is one person however often it names them', async () => {
    const person = somebody();
    const events = Array.from({ length: 20 }, () => ended({ person }));
    await intake.post('/v1/events', events, 'application/cloudevents-batch+json');
    const known = await intake.person(person.identifiers[0]!);
    expect(known!.stays).toHaveLength(20);
  });
});

describe('many senders at once', () => {
  it('make one person of one identifier', async () => {
    const person = somebody();
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => intake.event(ended({ person }))),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
    const ids = await intake.messages(
      `personId=${(await intake.person(person.identifiers[0]!))!.id}`,
    );
    expect(ids).toHaveLength(30);
    const published = await intake.publishedBecauseOf(...ids.map(({ id }) => id));
    const registered = published.filter(({ type }) => type.includes('person-registered'));
    expect(registered).toHaveLength(1);
  });
});

describe('a cancellation', () => {
  it('takes back the fact under the id it was published with', async () => {
    const sent = ended();
    const [first] = await intake.send(sent);
    const [second] = await intake.send(cancellation(sent));
    const [, stayEnded] = await intake.publishedBecauseOf(first!);
    expect(await intake.publishedBecauseOf(second!)).toMatchObject([
      {
        type: 'handrail.intake.fact-retracted.v1',
        key: stayEnded!.key,
        data: {
          retractedEventId: stayEnded!.id,
          retractedType: 'handrail.intake.stay-ended.v1',
          stayId: stayEnded!.data['stayId'],
        },
      },
    ]);
  });

  it('fires anew under another id when the fact is reported again', async () => {
    const sent = ended();
    const [first] = await intake.send(sent);
    await intake.send(cancellation(sent));
    const [third] = await intake.send({ ...sent, id: randomUUID() });
    const before = (await intake.publishedBecauseOf(first!)).find(({ type }) => /ended/.test(type));
    const [after] = await intake.publishedBecauseOf(third!);
    expect(after!.type).toBe('handrail.intake.stay-ended.v1');
    expect(after!.id).not.toBe(before!.id);
  });

  it('that comes first waits, and its target is superseded', async () => {
    const sent = ended();
    const [waiting] = await intake.send(cancellation(sent));
    expect(await intake.message(waiting!)).toMatchObject({
      disposition: 'parked',
      reason: 'no-such-event',
    });
    const [late] = await intake.send(sent);
    expect(await intake.message(late!)).toMatchObject({
      disposition: 'superseded',
      reason: 'cancelled-before-arrival',
    });
    expect(await intake.message(waiting!)).toMatchObject({ disposition: 'applied' });
    const published = await intake.publishedBecauseOf(late!, waiting!);
    expect(published.map(({ type }) => type)).toEqual(['handrail.intake.person-registered.v1']);
  });

  it.each([
    ['return-to-use-reported', { occurredAt: '2026-11-07T09:00:00Z', evidence: 'self-report' }],
    ['overdose-reported', { occurredAt: '2026-11-07T09:00:00Z' }],
    ['risk-ratings-recorded', { ratedAt: '2026-11-07T09:00:00Z', ratings: { d1: 0 } }],
  ])('takes back a %s', async (name, data) => {
    const sent = event(name, { person: somebody(), ...data });
    const [first] = await intake.send(sent);
    const [second, third] = await intake.send(cancellation(sent), cancellation(sent));
    const fact = (await intake.publishedBecauseOf(first!)).at(-1)!;
    expect((await intake.publishedBecauseOf(second!))[0]!.data).toMatchObject({
      retractedEventId: fact.id,
      retractedType: `handrail.intake.${name}.v1`,
      stayId: null,
    });
    expect(await intake.message(third!)).toMatchObject({
      disposition: 'ignored',
      reason: 'already-cancelled',
    });
  });

  it('and its target at the same moment never miss each other', async () => {
    const pairs = Array.from({ length: 15 }, () => ended());
    await Promise.all(
      pairs.flatMap((sent) => [intake.event(sent), intake.event(cancellation(sent))]),
    );
    for (const sent of pairs) {
      const known = await intake.person(sent.data.person.identifiers[0]!);
      expect(known!.stays.filter(({ endedAt }) => endedAt)).toEqual([]);
    }
    const parked = await intake.call('/v1/parked?cause=no-such-event');
    expect(parked.json['items']).toEqual([]);
  });
});
