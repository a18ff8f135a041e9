import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { intakeService } from '@handrail/intake';
import { startTestServices, TestIssuer, testServerUrl, type TestServices } from '@handrail/testing';
import { DataSource } from 'typeorm';
import { ask, bearer, typeOf, type Answer } from './every-endpoint.js';

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

/** What comes back for exactly these bytes, until the other side closes or nothing more comes. */
async function raw(text: string): Promise<{ answer: string; isClosed: boolean }> {
  const { port } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1');
  let answer = '';
  let isClosed = false;
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.on('close', () => (isClosed = true));
  socket.write(text);
  await Promise.race([once(socket, 'close'), new Promise((done) => setTimeout(done, 1_500))]);
  socket.destroy();
  return { answer, isClosed };
}

const statusesOf = (answer: string) =>
  [...answer.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
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
const JSON_EVENT = { 'content-type': 'application/cloudevents+json' };
const post = (body: string, headers: Record<string, string> = JSON_EVENT, path = '/v1/events') =>
  ask('POST', url + path, headers, body);
const send = (body: object) => post(JSON.stringify(body));
const isProblem = ({ text }: Answer) =>
  expect(text).not.toMatch(/\bat .*\(|node_modules|SELECT|INSERT|relation|pg_/);

describe('on the wire', () => {
  const head = 'POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n';
  const hidden = 'GET /v1/persons HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';

  it.each([
    [
      'length and chunks',
      `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['two lengths', `${head}Content-Length: 0\r\nContent-Length: 44\r\n\r\n`],
    ['a chunk of no length', `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
    ['another coding than chunks', `${head}Transfer-Encoding: xchunked\r\n\r\n`],
  ])('14: %s at once are refused, and what is hidden behind is not read', async (_, attack) => {
    const { answer, isClosed } = await raw(attack + hidden);
    expect([statusesOf(answer), isClosed]).toEqual([[400], true]);
  });

  it('44: a method nobody has, HTTP/2 in the clear and an address out of the tree lead nowhere', async () => {
    for (const method of ['TRACE', 'PROPFIND', 'PURGE'])
      expect([404, 405]).toContain((await ask(method, `${url}/v1/messages`)).status);
    expect((await raw('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')).answer).toMatch(
      /^(HTTP\/1\.1 400.*)?$/s,
    );
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

  it('15: a packed body is refused before it grows, and an unknown packing is refused', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 2 ** 20)).toString('latin1');
    const before = process.memoryUsage().rss;
    const packed = await ask(
      'POST',
      `${url}/v1/events`,
      { ...JSON_EVENT, 'content-encoding': 'gzip' },
      bomb,
    );
    expect([400, 413, 415]).toContain(packed.status);
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 2 ** 20);
    const unknown = await post('{}', { ...JSON_EVENT, 'content-encoding': 'zz' });
    expect([400, 415]).toContain(unknown.status);
  });
});

describe('in a body', () => {
  it('16-19: depth, doubled keys, impossible numbers and broken text end in a refusal or a message, at once', async () => {
    const whole = JSON.stringify(event());
    const started = performance.now();
    for (const body of [
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      whole.replace('"A-', '"\ud800A-'),
      whole.replace('"clinician"', '1e400'),
      whole.replace('"clinician"', 'NaN'),
      `\ufeff\ufeff${whole}`,
      whole.replace('"clinician"', '"\u0000"'),
    ])
      expect([202, 400, 413]).toContain((await post(body)).status);
    expect(performance.now() - started).toBeLessThan(5_000);
    const polluted = JSON.stringify(event()).replace(
      '"data":{',
      '"__proto__":{"x":1},"data":{"constructor":{"x":1},',
    );
    expect([202, 400]).toContain((await post(polluted)).status);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('22: SQL and operators in ids, parameters and fields change nothing and find nobody', async () => {
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

  it('27, 31: an event of our own, XML and what is no event are not taken', async () => {
    const internal = { type: 'handrail.scheduling.placement-confirmed.v1' };
    expect((await send(event(internal))).status).toBe(400);
    const xml = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>';
    for (const type of ['application/fhir+xml', 'application/xml', 'text/xml'])
      expect((await post(xml, { 'content-type': type }, '/v1/fhir/$process-message')).status).toBe(
        415,
      );
  });

  it('28, 29: no address in a message is asked, no header of a broker leads anywhere', async () => {
    const topic = { kafka_replytopic: 'handrail.intake', kafka_correlationid: '1' };
    const body = event({ dataschema: place('/schema'), traceparent: 'junk' });
    expect((await post(JSON.stringify(body), { ...JSON_EVENT, ...topic })).status).toBe(202);
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
    const headers = { 'content-type': 'application/fhir+json' };
    const taken = await post(JSON.stringify(bundle), headers, '/v1/fhir');
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
  it('46: no failure shows its stack, its SQL or anything of anybody', async () => {
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

  it('51: health, metrics, status and the description hold no secret and nobody', async () => {
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

  it('45: whoever may not look somebody up learns neither by answer nor by time whether they are known', async () => {
    const known = { identifiers: [{ system: 'urn:test:mrn', value: 'KNOWN-45' }] };
    await send(event({}, known));
    const sender = bearer(await issuer.forRoles('sender'));
    const lookUp = async (value: string) => {
      const started = performance.now();
      const path = `/v1/persons?identifier=${encodeURIComponent(`urn:test:mrn|${value}`)}`;
      const answer = await fetch(url + path, { headers: sender });
      await answer.arrayBuffer();
      return { status: answer.status, tookMs: performance.now() - started };
    };
    const took = { known: 0, unknown: 0 };
    const statuses = new Set<number>();
    const rounds = 400;
    for (let round = 0; round < rounds; round += 1)
      for (const [who, value] of [
        ['known', 'KNOWN-45'],
        ['unknown', `NOBODY-${round}`],
      ] as const) {
        const { status, tookMs } = await lookUp(value);
        statuses.add(status);
        took[who] += tookMs / rounds;
      }
    expect([...statuses]).toEqual([403]);
    expect(Math.abs(took.known - took.unknown)).toBeLessThan(5);
    const answers = await Promise.all([send(event({}, known)), send(event())]);
    const shapes = answers.map(({ status, text }) => [
      status,
      text.replaceAll(/[0-9a-f-]{36}|attack-\d+/g, 'ID'),
    ]);
    expect(shapes[0]).toEqual(shapes[1]);
  });
});
