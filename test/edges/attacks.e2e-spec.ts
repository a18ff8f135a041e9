import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { intakeService } from '@handrail/intake';
import type { EventLog } from '@handrail/messaging';
import { EVENT_LOG } from '@handrail/platform';
import {
  eventually,
  startTestServices,
  TestIssuer,
  testServerUrl,
  type TestServices,
} from '@handrail/testing';
import { DataSource } from 'typeorm';
import { ask, bearer, typeOf, type Answer } from './every-endpoint.js';
import { raw, statusesOf } from './raw-request.js';
import { RAPID_RESETS, SMUGGLED } from './raw-attacks.js';
import { STRANGE_BODIES } from './strange-bodies.js';

// Real: intake behind an issuer of tokens, its database, and a listener that records whoever asks it. The numbers are
// those of the table in docs/security.md.
let issuer: TestIssuer;
let services: TestServices;
let url: string;
let database: DataSource;
let recorder: Server;
const recorded: string[] = [];

beforeAll(async () => {
  recorder = createServer((request, response) => {
    recorded.push(request.url ?? '');
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(recorder, 'listening');
  issuer = await TestIssuer.start();
  services = await startTestServices([intakeService], { HANDRAIL_ISSUER: issuer.url });
  url = services.url('intake');
  database = services.service('intake').app.get(DataSource);
});
afterAll(async () => {
  await services?.stop();
  await issuer?.stop();
  recorder?.close();
});

const CANARY = 'Zanzibarian';
const place = (path: string) =>
  `http://127.0.0.1:${(recorder.address() as AddressInfo).port}${path}`;

const count = async (table: string) =>
  (await database.query<Array<{ n: number }>>(`SELECT count(*)::int AS n FROM ${table}`))[0]!.n;

let serial = 0;
const event = (more: object = {}, person: object = {}) => ({
  ...{ specversion: '1.0', id: `attack-${(serial += 1)}`, source: 'urn:test:attacks' },
  type: 'handrail.inbound.return-to-use-reported.v1',
  datacontenttype: 'application/json',
  data: {
    person: { identifiers: [{ system: 'urn:test:mrn', value: `A-${serial}` }], ...person },
    ...{ occurredAt: '2026-11-08T09:00:00Z', evidence: 'clinician' },
  },
  ...more,
});
const FHIR = { 'content-type': 'application/fhir+json' };
const PLAIN = { 'content-type': 'application/json' };
const SOME_ID = '0199a2f0-0000-7000-8000-000000000001';
const JSON_EVENT = { 'content-type': 'application/cloudevents+json' };
const post = (
  body: string | Buffer,
  headers: Record<string, string> = JSON_EVENT,
  path = '/v1/events',
) => ask('POST', url + path, headers, body);
const send = (body: object) => post(JSON.stringify(body));
const mean = (times: readonly number[]) =>
  times.reduce((sum, each) => sum + each, 0) / times.length;
const isProblem = ({ text }: Answer) =>
  expect(text).not.toMatch(/\bat .*\(|node_modules|SELECT|INSERT|relation|pg_/);

describe('on the wire', () => {
  it.each(SMUGGLED)(
    'attack 14: %s at once are refused, and what is hidden behind is not read',
    async (_, attack) => {
      const { answer, isClosed } = await raw(url, attack);
      expect([statusesOf(answer), isClosed]).toEqual([[400], true]);
    },
  );

  it('attack 44: a method nobody has, HTTP/2 in the clear and an address out of the tree lead nowhere', async () => {
    for (const method of ['TRACE', 'PROPFIND', 'PURGE'])
      expect([404, 405]).toContain((await ask(method, `${url}/v1/messages`)).status);
    const http2 = await raw(url, `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${RAPID_RESETS}`);
    expect(http2.answer).toMatch(/^(HTTP\/1\.1 400.*)?$/s);
    expect(http2.isClosed).toBe(true);
    for (const path of [
      '/v1/messages/..%2f..%2f..%2fetc%2fpasswd',
      '/%2e%2e/%252e%252e/package.json',
    ])
      expect([400, 404]).toContain((await ask('GET', url + path)).status);
    const before = await count('message');
    const override = { 'x-http-method-override': 'POST', 'x-method-override': 'DELETE' };
    expect((await ask('GET', `${url}/v1/messages`, override)).status).toBe(200);
    expect((await ask('GET', `${url}/v1/messages?_method=DELETE`)).status).toBe(400);
    expect(await count('message')).toBe(before);
  });

  it('attack 15: ten megabytes that become ten gigabytes are refused before they grow, packings nobody knows too', async () => {
    const bomb = Buffer.concat(Array<Buffer>(160).fill(gzipSync(Buffer.alloc(64 * 2 ** 20))));
    expect(bomb.length).toBeGreaterThan(10 * 10 ** 6);
    const packed = (encoding: string, body: Buffer) =>
      post(body, { ...JSON_EVENT, 'content-encoding': encoding });
    const before = process.memoryUsage().rss;
    const answers = [await packed('gzip', bomb), await packed('gzip', gzipSync(bomb))];
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 2 ** 20);
    expect(answers.map(({ status }) => status)).toEqual([413, 413]);
    const whole = Buffer.from(JSON.stringify(event()));
    expect((await packed('gzip', gzipSync(gzipSync(whole)))).status).toBe(400);
    for (const unknown of ['zz', 'gzip, gzip'])
      expect([unknown, (await packed(unknown, whole)).status]).toEqual([unknown, 415]);
  });
});

describe('in a body', () => {
  it.each(STRANGE_BODIES)('%s is refused with %i, at once', async (_, status, attack) => {
    const started = performance.now();
    const answer = await post(attack(JSON.stringify(event())));
    expect([answer.status, performance.now() - started < 5_000]).toEqual([status, true]);
  });

  it('attack 16: a doubled key is refused with 400 at every door, however it is written', async () => {
    const doubled = JSON.stringify(event()).replace(
      '"clinician"',
      String.raw`"clinician","\u0065vidence":"clinician"`,
    );
    const doors = [
      post(doubled),
      post('{"resourceType":"Bundle","type":"history","type":"history"}', FHIR, '/v1/fhir'),
      post('{"reason":"asked","reason":"asked"}', PLAIN, `/v1/persons/${SOME_ID}/erase`),
    ];
    for (const answer of await Promise.all(doors))
      expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('a name twice')]);
  });

  it('attack 17: names that objects inherit change no object', async () => {
    const polluted = JSON.stringify(event()).replace(
      '"data":{',
      '"__proto__":{"x":1},"data":{"constructor":{"x":1},',
    );
    expect((await post(polluted)).status).toBe(202);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('attack 22: SQL and operators in ids, parameters and fields change nothing and find nobody', async () => {
    const before = [await count('person'), await count('message')];
    const quoted = `urn:test:mrn|x' OR '1'='1`;
    const found = await ask('GET', `${url}/v1/persons?identifier=${encodeURIComponent(quoted)}`);
    expect(JSON.parse(found.text)).toEqual({ items: [], nextCursor: null });
    const injected = encodeURIComponent(`'; DROP TABLE message; --`);
    const none = await ask('GET', `${url}/v1/messages?controlId=${injected}`);
    expect((JSON.parse(none.text) as { items: unknown[] }).items).toEqual([]);
    for (const query of [
      'controlId[$ne]=x',
      'sort=id;DROP',
      'filter[person]=1',
      '_include=*',
      'limit=1e9',
    ])
      expect((await ask('GET', `${url}/v1/messages?${query}`)).status).toBe(400);
    expect((await ask('GET', `${url}/v1/persons/%27%20OR%201=1`)).status).toBe(400);
    expect([await count('person'), await count('message')]).toEqual(before);
  });

  it('attack 27, attack 31: an event of our own, XML and what is no event are not taken', async () => {
    const internal = { type: 'handrail.scheduling.placement-confirmed.v1' };
    expect((await send(event(internal))).status).toBe(400);
    const xml = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>';
    for (const type of ['application/fhir+xml', 'application/xml', 'text/xml'])
      expect((await post(xml, { 'content-type': type }, '/v1/fhir/$process-message')).status).toBe(
        415,
      );
  });

  it('attack 28, attack 29: no address in a message is asked, no header of a broker leads anywhere', async () => {
    const log = services.service('intake').app.get<EventLog>(EVENT_LOG);
    await log.ensureTopics([{ name: 'replies', partitions: 1 }]);
    const topic = { kafka_replytopic: 'replies', kafka_correlationid: '1' };
    const body = event({ dataschema: place('/schema'), traceparent: 'junk', ...topic });
    const headers = { ...JSON_EVENT, ...topic, kafka_replyTopic: 'replies', traceparent: 'junk' };
    expect((await post(JSON.stringify(body), headers)).status).toBe(202);
    await eventually(
      async () =>
        (await count('outbox WHERE published_at IS NULL')) === 0 && (await count('outbox')) > 0,
    );
    expect(await log.positions('whoever', ['replies'])).toMatchObject([{ end: 0n }]);
    expect(await count(`outbox WHERE headers::text ~ 'kafka_|junk'`)).toBe(0);
    for (const address of ['file:///etc/passwd', 'gopher://127.0.0.1/', 'http://169.254.169.254/'])
      expect([202, 400]).toContain((await send(event({ dataschema: address }))).status);
    const encounter = {
      ...{ resourceType: 'Encounter', id: 'e1', status: 'finished' },
      subject: { reference: place('/fhir/Patient/1') },
      serviceProvider: { reference: 'file:///etc/passwd' },
    };
    const status = {
      resourceType: 'Parameters',
      parameter: [{ name: 'type', valueCode: 'event-notification' }],
    };
    const bundle = {
      ...{ resourceType: 'Bundle', type: 'history', timestamp: '2026-11-25T12:05:00Z' },
      entry: [{ resource: status }, { fullUrl: place('/fhir/Encounter/e1'), resource: encounter }],
    };
    const taken = await post(JSON.stringify(bundle), FHIR, '/v1/fhir');
    expect(taken.status).toBeLessThan(500);
    const jwk = { header: { jku: place('/keys'), x5u: place('/chain') } };
    const lead = bearer(await issuer.token(jwk));
    expect((await ask('GET', `${url}/v1/messages`, lead)).status).toBe(401);
    expect(recorded).toEqual([]);
    expect((await fetch(place('/control'))).status).toBe(200);
    expect(recorded).toEqual(['/control']);
  });
});

describe('in the answer', () => {
  it('attack 46: no failure shows its stack, its SQL or anything of anybody', async () => {
    const named = event(
      {},
      { name: { family: CANARY, given: ['Rowan'] }, birthDate: '1971-09-23' },
    );
    await database.query('ALTER TABLE message RENAME TO message_away');
    const failed = await send(named);
    await database.query('ALTER TABLE message_away RENAME TO message');
    const answers = [failed, await post('{'), await post(`{"x": "${CANARY}"`), await send({})];
    for (const answer of answers) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.text).not.toContain(CANARY);
      isProblem(answer);
    }
    expect(failed.status).toBeGreaterThanOrEqual(500);
    expect(failed.headers['content-type']).toContain('application/problem+json');
    expect(typeOf(failed)).toEqual(expect.any(String));
  });

  it('attack 51: health, metrics, status and the description hold no secret and nobody', async () => {
    await send(event({}, { name: { family: CANARY, given: ['Rowan'] } }));
    const key = readFileSync(
      String(services.service('intake').settings['MASTER_KEY_FILE']),
      'utf8',
    );
    const secrets = [key.trim(), new URL(testServerUrl()).password, CANARY].filter(Boolean);
    for (const path of [
      '/metrics',
      '/health/ready',
      '/health/live',
      '/v1/status',
      '/openapi.json',
      '/v1/mllp',
    ]) {
      const { status, text, headers } = await ask('GET', url + path);
      expect([path, status, headers['cache-control']]).toEqual([path, 200, 'no-store']);
      for (const secret of secrets) expect(text).not.toContain(secret);
    }
  });

  it('attack 45: whoever may not look somebody up does not learn by the answer whether they are known', async () => {
    const somebody = { identifiers: [{ system: 'urn:test:mrn', value: 'KNOWN-45' }] };
    await send(event({}, somebody));
    const [steward, sender] = await Promise.all(
      ['records-steward', 'sender'].map(async (role) => bearer(await issuer.forRoles(role))),
    );
    const lookUp = (value: string, who = sender) =>
      ask(
        'GET',
        `${url}/v1/persons?identifier=${encodeURIComponent(`urn:test:mrn|${value}`)}`,
        who,
      );
    await eventually(async () => (await lookUp('KNOWN-45', steward)).text.includes('"id"'));
    const refused = [await lookUp('KNOWN-45'), await lookUp('NOBODY-45')];
    expect(refused.map(({ status }) => status)).toEqual([403, 403]);
    const withoutIds = refused.map(({ text }) => text.replaceAll(/[0-9a-f-]{36}/g, 'ID'));
    expect(withoutIds[0]).toBe(withoutIds[1]);
    const answers = await Promise.all([send(event({}, somebody)), send(event())]);
    const shapes = answers.map(({ status, text }) => [
      status,
      text.replaceAll(/[0-9a-f-]{36}|attack-\d+/g, 'ID'),
    ]);
    expect(shapes[0]).toEqual(shapes[1]);
    const [known, nobody] = [[], []] as [number[], number[]];
    for (let at = 0; at < 400; at += 1)
      for (const [times, value] of [
        [known, 'KNOWN-45'],
        [nobody, `NOBODY-${at}`],
      ] as const) {
        const started = performance.now();
        await lookUp(value);
        times.push(performance.now() - started);
      }
    expect(Math.abs(mean(known) - mean(nobody))).toBeLessThan(5);
  });
});
