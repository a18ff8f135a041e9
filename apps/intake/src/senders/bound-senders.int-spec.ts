import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, TestIssuer } from '@handrail/testing';
import { adt, cancellation, event, somebody, somewhere } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';

// Real: the intake service behind an issuer of tokens, its database, the table of senders as a file.
const TABLE = `senders:
  - { client: st-mary, sources: ['urn:st-mary'], speaks: [{ application: CAREAPP, facility: LAKESIDE }] }
  - { client: harbour, sources: ['urn:harbour'], speaks: [{ facility: HARBOUR }] }
`;
let folder: string;
let issuer: TestIssuer;
let intake: RunningIntake;
const table = (text: string) => writeFile(join(folder, 'senders.yaml'), text);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'http-senders-'));
  await table(TABLE);
  issuer = await TestIssuer.start();
  intake = await RunningIntake.start({
    HANDRAIL_ISSUER: issuer.url,
    HANDRAIL_HTTP_SENDERS_FILE: join(folder, 'senders.yaml'),
    HANDRAIL_MLLP_TLS_RELOAD_SECONDS: '0.1',
  });
});
afterAll(async () => {
  await intake?.stop();
  await issuer?.stop();
  await rm(folder, { recursive: true });
});

const EVENTS = 'application/cloudevents+json';
const asClient = async (client: string, claims: object = { sub: client }) => ({
  authorization: `Bearer ${await issuer.token({
    claims: { client_id: client, roles: ['sender'], ...claims },
  })}`,
});
const ended = (source: string) =>
  event(
    'stay-ended',
    {
      ...{ person: somebody(), stay: somewhere(), disposition: 'completed' },
      endedAt: '2026-11-07T09:00:00-05:00',
    },
    { source },
  );
const bundleFrom = (endpoint: string) => ({
  ...{ resourceType: 'Bundle', type: 'message', id: 'b-1' },
  entry: [{ resource: { resourceType: 'MessageHeader', source: { endpoint }, eventUri: 'x' } }],
});
const send = async (client: string, body: object, type = EVENTS, path = '/v1/events') =>
  intake.post(path, body, type, await asClient(client));
const rows = async (sql: string) =>
  (await intake.db.query<Array<{ n: number }>>(`SELECT count(*)::int AS n FROM ${sql}`))[0]!.n;
const stored = () => rows('message');
const kept = async (client: string) =>
  (
    await intake.db.query<Array<{ object: string }>>(
      `SELECT object FROM audit_entry WHERE client = $1 AND outcome = 'speaks-as-another' ORDER BY at`,
      [client],
    )
  ).map(({ object }) => object);

describe('a system that sends over HTTP', () => {
  it('attack 6: speaks for its own sources; for another: 403, one row in the audit, nothing stored', async () => {
    expect((await send('st-mary', ended('urn:st-mary'))).status).toBe(202);
    const before = await stored();
    const refused = await send('st-mary', ended('urn:harbour'));
    expect([refused.status, refused.json]).toEqual([
      403,
      {
        type: 'urn:handrail:problem:foreign-source',
        title: 'This is of another source',
        status: 403,
        detail:
          'Who sends may speak for their own sources only. Nothing was stored; the attempt is kept.',
        errors: [
          {
            path: '/source',
            reason: 'names a source that is not yours',
            accepted: 'a source that HANDRAIL_HTTP_SENDERS_FILE lists for this client',
          },
        ],
      },
    ]);
    expect(await kept('st-mary')).toEqual(['urn:harbour']);
    const inBinary = await intake.post('/v1/events', ended('').data, 'application/json', {
      ...(await asClient('nobody-listed')),
      ...{ 'ce-specversion': '1.0', 'ce-id': 'x-1', 'ce-source': 'urn:harbour' },
      'ce-type': 'handrail.inbound.stay-ended.v1',
    });
    expect([inBinary.status, await kept('nobody-listed')]).toEqual([403, ['urn:harbour']]);
    expect([await stored(), (await send('harbour', ended('urn:harbour'))).status]).toEqual([
      ...[before, 202],
    ]);
  });

  it('attack 25: sends a batch whole or not at all, and takes back only what it said itself', async () => {
    const before = await stored();
    const batch = [ended('urn:st-mary'), ended('urn:harbour'), ended('urn:elsewhere')];
    const refused = await send('st-mary', batch, 'application/cloudevents-batch+json');
    expect(refused.status).toBe(403);
    expect((refused.json['errors'] as Array<{ path: string }>).map(({ path }) => path)).toEqual([
      '/1/source',
      '/2/source',
    ]);
    expect((await kept('st-mary')).slice(1)).toEqual(['urn:harbour', 'urn:elsewhere']);
    const others = ended('urn:harbour');
    expect((await send('harbour', others)).status).toBe(202);
    const takesBack = { ...cancellation(others), source: 'urn:st-mary' };
    expect((await send('st-mary', takesBack)).status).toBe(403);
    expect(await stored()).toBe(before + 1);
    const own = { ...cancellation(others), source: 'urn:harbour' };
    expect((await send('harbour', own)).status).toBe(202);
  });

  it('is bound in HL7 and in FHIR as well', async () => {
    const hl7 = (control: string) => adt('A08', { control, mrn: control });
    const post = async (client: string, control: string) =>
      intake.post('/v1/hl7v2', hl7(control), 'application/hl7-v2', await asClient(client));
    const fine = await post('st-mary', 'http-1');
    expect([fine.status, fine.text]).toEqual([200, expect.stringContaining('MSA|AA|http-1')]);
    const before = await stored();
    const refused = await post('harbour', 'http-2');
    expect([refused.status, refused.json['type']]).toEqual([
      ...[403, 'urn:handrail:problem:foreign-source'],
    ]);
    const fhir = (client: string) =>
      send(client, bundleFrom('urn:harbour'), 'application/fhir+json', '/v1/fhir');
    expect((await fhir('st-mary')).status).toBe(403);
    expect(await kept('harbour')).toEqual(['CAREAPP|LAKESIDE']);
    expect(await stored()).toBe(before);
    expect((await fhir('harbour')).status).not.toBe(403);
  });

  it('attack 7: reads its own messages and feeds; others are not there, as what nobody knows is not', async () => {
    const reads = { scope: 'messages.read messages.raw ops.read' };
    const headers = await asClient('harbour', { sub: 'harbour', ...reads });
    const read = (path: string) => intake.call(path, { headers });
    const idOf = async (source: string) =>
      (
        await intake.db.query<Array<{ id: string }>>(
          `SELECT id FROM message WHERE source = $1 AND disposition = 'applied' LIMIT 1`,
          [source],
        )
      )[0]!.id;
    const sourcesOf = ({ json }: { json: Record<string, unknown> }) => [
      ...new Set((json['items'] as Array<{ source: string }>).map(({ source }) => source)),
    ];
    expect(sourcesOf(await read('/v1/messages'))).toEqual(['urn:harbour']);
    expect(sourcesOf(await read('/v1/messages?source=urn:st-mary'))).toEqual([]);
    expect(sourcesOf(await read('/v1/feeds'))).toEqual(['urn:harbour']);
    const { json } = await read('/v1/messages/summary');
    expect(json['total']).toBe(await rows(`message WHERE source = 'urn:harbour'`));
    const [own, others] = [await idOf('urn:harbour'), await idOf('urn:st-mary')];
    const unknown = '0199a2f0-0000-7000-8000-000000000001';
    for (const path of ['', '/raw']) {
      expect((await read(`/v1/messages/${own}${path}`)).status).toBe(200);
      const [foreign, nobodys] = await Promise.all(
        [others, unknown].map((id) => read(`/v1/messages/${id}${path}`)),
      );
      expect([foreign!.status, foreign!.text]).toEqual([404, nobodys!.text]);
    }
    expect(await rows(`message_access WHERE message_id = '${others}'`)).toBe(0);
    const feed = connect(intake.mllpPort, '127.0.0.1');
    await once(feed, 'connect');
    const engineer = await asClient('engineer', { sub: 'engineer-1', ...reads });
    const connectionsFor = async (asking: { authorization: string }) =>
      (await intake.call('/v1/mllp', { headers: asking })).json['connections'];
    await eventually(async () => ((await connectionsFor(engineer)) as unknown[]).length === 1);
    expect(await connectionsFor(headers)).toEqual([]);
    feed.destroy();
  });

  it('is listed with its sources', async () => {
    const { json } = await intake.call('/v1/credentials');
    expect(json['items']).toEqual([
      {
        ...{ kind: 'client', name: 'st-mary', speaks: ['urn:st-mary', 'CAREAPP|LAKESIDE'] },
        expiresAt: null,
      },
      { kind: 'client', name: 'harbour', speaks: ['urn:harbour', '*|HARBOUR'], expiresAt: null },
    ]);
    const asking = await asClient('harbour', { sub: 'harbour', scope: 'ops.read' });
    const own = await intake.call('/v1/credentials', { headers: asking });
    expect((own.json['items'] as Array<{ name: string }>).map(({ name }) => name)).toEqual([
      'harbour',
    ]);
  });

  it('is no person, who speaks for the console, nor this machine, which speaks for anybody', async () => {
    const person = await asClient('console', { sub: 'coordinator-1', roles: ['coordinator'] });
    const post = (body: object) => intake.post('/v1/events', body, EVENTS, person);
    expect((await post(ended('urn:st-mary'))).status).toBe(403);
    expect((await post(ended('urn:handrail:console'))).status).toBe(202);
    expect((await intake.event(ended('urn:anybody'))).status).toBe(202);
  });

  it('is bound anew without a restart; a table that cannot be read leaves what holds, and says so', async () => {
    await table(TABLE.replace("sources: ['urn:st-mary']", "sources: ['urn:st-anne']"));
    await eventually(async () => (await send('st-mary', ended('urn:st-anne'))).status === 202);
    expect((await send('st-mary', ended('urn:st-mary'))).status).toBe(403);
    await table('senders: [{ client: st-mary, source: x }]');
    const degraded = async () => (await intake.call('/health/ready')).text;
    await eventually(async () => (await degraded()).includes('senders.0.source: is no field'));
    expect((await send('st-mary', ended('urn:st-anne'))).status).toBe(202);
    await table(TABLE);
    await eventually(async () => !(await degraded()).includes('HTTP_SENDERS_FILE'));
  });
});
