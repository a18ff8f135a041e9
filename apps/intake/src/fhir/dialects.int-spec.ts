import { personsMerged } from '@handrail/contracts';
import { WaitingMerges } from '../parked/waiting-merges.js';
import { status } from '../testing/bundles.js';
import { somebody } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';

// Real: the intake service with its database and the Postgres log.
let intake: RunningIntake;
beforeAll(async () => (intake = await RunningIntake.start()));
afterAll(() => intake.stop());

let serial = 0;
/** A server nobody has heard of. */
const newServer = () => `https://server${(serial += 1)}.example/fhir`;

const mrn = (server: string, value: string) => [{ system: `${server}/mrn`, value }];
const people = new Map<string, ReturnType<typeof somebody>>();
/** The same person each time, under the id their server knows them by. */
const patient = (server: string, id: string, more: object = {}) => {
  if (!people.has(server + id)) people.set(server + id, somebody());
  const { name, birthDate } = people.get(server + id)!;
  const [own] = mrn(server, id.toUpperCase());
  return {
    fullUrl: `${server}/Patient/${id}`,
    resource: {
      ...{ resourceType: 'Patient', id, identifier: [own], name: [name], birthDate },
      ...more,
    },
  };
};
const stay = (server: string, id: string, more: object = {}) => ({
  fullUrl: `${server}/Encounter/of-${id}`,
  resource: {
    resourceType: 'Encounter',
    id: `of-${id}`,
    status: 'finished',
    serviceType: { coding: [{ code: 'DETOX' }] },
    subject: { reference: `Patient/${id}` },
    period: { start: '2026-11-20T09:00:00Z', end: '2026-11-25T12:00:00Z' },
    ...more,
  },
});

async function post(type: string, entry: readonly object[], timestamp = '2026-11-25T12:05:00Z') {
  const bundle = { resourceType: 'Bundle', type, timestamp, entry };
  const { status: code, json } = await intake.post(
    '/v1/fhir',
    JSON.stringify(bundle),
    'application/fhir+json',
  );
  const issues = json['issue'] as Array<{ diagnostics: string }>;
  return { code, id: json['id'] as string, issues: issues.map(({ diagnostics }) => diagnostics) };
}
const notify = (server: string, ...entry: object[]) =>
  post('history', [status('event-notification', server), ...entry]);
const ownerOf = async (id: string) => (await intake.message(id)).personId!;

describe('a server that says by link that two of its patients are one', () => {
  const replacedBy = (reference: string) => ({
    link: [{ type: 'replaced-by', other: { reference } }],
  });

  it('is believed, although it calls the other by its own id alone', async () => {
    const server = newServer();
    const stays = await notify(server, stay(server, 'p1'), patient(server, 'p1'));
    const others = await notify(server, stay(server, 'p2'), patient(server, 'p2'));
    const [first, other] = [await ownerOf(stays.id), await ownerOf(others.id)];
    expect(first).not.toBe(other);
    const merged = await notify(server, patient(server, 'p2', replacedBy('Patient/p1')));
    expect(merged.issues[0]).toBe('accepted: applied, persons-merged');
    expect(await ownerOf(others.id)).toBe(first);
    const published = (await intake.publishedBecauseOf(merged.id)).filter(
      ({ type }) => type === personsMerged.type,
    );
    expect(published.map(({ data }) => [data['survivorId'], data['retiredId']])).toEqual(
      published.map(() => [first, other]),
    );
    expect(published).toHaveLength(2);
    const again = await post(
      'history',
      [status('event-notification', server), patient(server, 'p2', replacedBy('Patient/p1'))],
      '2026-11-25T13:00:00Z',
    );
    expect(again.issues[0]).toBe('accepted: applied, identifiers-linked');
  });

  it('is kept waiting where nobody is known by that id, and applied when tried again', async () => {
    const server = newServer();
    const early = await notify(server, patient(server, 'p2', replacedBy('Patient/p1')));
    expect(early.issues[0]).toBe('accepted: parked, no-such-person');
    const stays = await notify(server, stay(server, 'p1'), patient(server, 'p1'));
    const others = await notify(server, stay(server, 'p2'), patient(server, 'p2'));
    const retried = await intake.post(`/v1/parked/${early.id}/retry`, '{}', 'application/json');
    expect(retried.status).toBe(200);
    expect(await intake.message(early.id)).toMatchObject({ disposition: 'applied' });
    expect(await ownerOf(others.id)).toBe(await ownerOf(stays.id));
  });

  it('is applied by itself once both have come', async () => {
    const server = newServer();
    const early = await notify(server, patient(server, 'p2', replacedBy('Patient/p1')));
    const merges = intake.provider(WaitingMerges);
    await merges.tryAll();
    expect(await intake.message(early.id)).toMatchObject({ disposition: 'parked' });
    const stays = await notify(server, stay(server, 'p1'), patient(server, 'p1'));
    const others = await notify(server, stay(server, 'p2'), patient(server, 'p2'));
    await merges.tryAll();
    expect(await intake.message(early.id)).toMatchObject({ disposition: 'applied', attempts: 0 });
    expect(await ownerOf(others.id)).toBe(await ownerOf(stays.id));
  });

  it('is not believed about an id that several patients have had', async () => {
    const server = newServer();
    // A test system, or an export, begins with 1 each time.
    for (const value of ['A', 'B'])
      await notify(
        server,
        stay(server, 'p1', { id: `e${value}`, identifier: [{ value }] }),
        patient(server, 'p1', { identifier: mrn(server, value), name: [], birthDate: undefined }),
      );
    await notify(server, stay(server, 'p2'), patient(server, 'p2'));
    const merged = await notify(server, patient(server, 'p2', replacedBy('Patient/p1')));
    expect(merged.issues[0]).toBe('accepted: parked, no-such-person');
  });
});

it('a patient sent without a number is the one the server knows by that id', async () => {
  const server = newServer();
  const numbered = patient(server, 'p1');
  const first = await notify(server, stay(server, 'p1'), numbered);
  const { identifier: _, ...nameless } = numbered.resource;
  const second = await notify(server, stay(server, 'p1', { id: 'later' }), {
    ...numbered,
    resource: nameless,
  });
  expect(await ownerOf(second.id)).toBe(await ownerOf(first.id));
});

it('a batch gives what can be read of it, and says what cannot', async () => {
  const server = newServer();
  const bad = stay(server, 'p2', { period: { end: 'soon' } });
  const entry = [...[patient(server, 'p1'), stay(server, 'p1')], ...[patient(server, 'p2'), bad]];
  const batch = await post('batch', entry);
  expect(batch.code).toBe(200);
  expect(batch.issues).toEqual([
    'accepted: applied, stay-ended',
    expect.stringMatching(/^Bundle\.entry\[3\]\.resource\.period\.end is no time/),
  ]);
  expect((await post('transaction', entry)).code).toBe(422);
});

it('an end that is only assumed moves no end that was told, in either order', async () => {
  const ended = { start: '2026-11-20T09:00:00Z', end: '2026-11-25T12:00:00Z' };
  const open = { start: ended.start };
  for (const order of [
    [ended, open, open],
    [open, ended, open],
  ]) {
    const server = newServer();
    let id = '';
    for (const [at, period] of order.entries())
      ({ id } = await post(
        'history',
        [
          status('event-notification', server),
          stay(server, 'p1', { period }),
          patient(server, 'p1'),
        ],
        `2026-11-25T1${3 + at}:00:00Z`,
      ));
    const { json } = await intake.call(`/v1/persons/${await ownerOf(id)}`);
    expect(json['stays']).toMatchObject([{ endedAt: '2026-11-25T12:00:00.000Z' }]);
  }
});

describe('a feed of notifications without content', () => {
  const look = () => intake.feedWatch.look(new Date().toISOString());
  const alarmsOf = async (server: string) => {
    const { json } = await intake.call('/v1/feeds?limit=200');
    const feeds = json['items'] as Array<{ source: string; alarms: Array<{ alarm: string }> }>;
    const feed = feeds.find(({ source }) => source === `${server}/Subscription/1`)!;
    return feed.alarms.map(({ alarm }) => alarm);
  };

  it('is told so each time, and is silent until it carries something', async () => {
    const server = newServer();
    await post('history', [status('handshake', server)]);
    await look();
    expect(await alarmsOf(server)).toEqual([]);
    const empty = await post(
      'history',
      [status('event-notification', server)],
      '2026-11-25T12:06:00Z',
    );
    expect(empty.issues).toEqual([
      'accepted: ignored, nothing-carried',
      expect.stringMatching(/^Bundle\.entry tells of an event and carries no resource/),
    ]);
    await post('history', [
      status('event-notification', server),
      { fullUrl: `${server}/Encounter/55`, request: { method: 'PUT', url: 'Encounter/55' } },
    ]);
    await look();
    expect(await alarmsOf(server)).toEqual(['silence']);
    await notify(server, stay(server, 'p1'), patient(server, 'p1'));
    await look();
    expect(await alarmsOf(server)).toEqual([]);
  });

  it('that is only asked whether it is there is well', async () => {
    const server = newServer();
    await post('history', [status('heartbeat', server)]);
    await look();
    expect(await alarmsOf(server)).toEqual([]);
  });
});
