import { consoleService } from '@handrail/console';
import { dropDatabase } from '@handrail/platform';
import { eventually, startTestServices, testServerUrl, type TestServices } from '@handrail/testing';
import { DataSource } from 'typeorm';
import { FourServices, SERVICES } from '../four-services.js';
import { ask, endpointsOf, fieldsOf, type Endpoint } from './every-endpoint.js';
import { opened, raw, statusesOf } from './raw-request.js';
import { rowsIn } from './rows-in.js';

// Real: all five services with their databases. What is asked is what each of them describes, so that an
// endpoint added later is asked too.
const NAMED = 'handrail.example.org';
const ALLOWED = { HANDRAIL_ALLOWED_HOSTS: `${NAMED}, other` };

let services: FourServices;
let consoles: TestServices;
let endpoints: Endpoint[];

beforeAll(async () => {
  services = await FourServices.start(ALLOWED);
  const urls = SERVICES.map((name) => [name, services.url(name)] as const);
  consoles = await startTestServices([consoleService], {
    ...ALLOWED,
    HANDRAIL_DATABASE_PREFIX: services.databasePrefix,
    ...Object.fromEntries(urls.map(([name, url]) => [`HANDRAIL_${name.toUpperCase()}_URL`, url])),
  });
  const described = [...urls, ['console', consoles.url('console')] as const];
  endpoints = (await Promise.all(described.map(([name, url]) => endpointsOf(name, url)))).flat();
}, 90_000);
afterAll(async () => {
  await consoles?.stop();
  await services?.stop();
  if (services) await dropDatabase(testServerUrl(), `${services.databasePrefix}console`);
});

const reads = () => endpoints.filter(({ method }) => method === 'GET');
const writes = () => endpoints.filter(({ method }) => method !== 'GET');
const isOpenToProbes = ({ name }: Endpoint) => /GET \/(health|metrics)/.test(name);

/** The status of each endpoint's answer to a request with these headers. */
async function statuses(
  asked: readonly Endpoint[],
  headers: Readonly<Record<string, string>>,
  body?: string,
): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { name, method, url } of asked)
    found[name] = (await ask(method, url, headers, body)).status;
  return found;
}

const all = (asked: readonly Endpoint[], status: number) =>
  Object.fromEntries(asked.map(({ name }) => [name, status]));

/** Rows of every table of every service: what is refused leaves none. */
const rows = () =>
  Promise.all(
    [
      ...SERVICES.map((name) => services.database(name)),
      consoles.service('console').app.get(DataSource),
    ].map((database) => rowsIn(database)),
  );

describe('every endpoint of every service', () => {
  it('is found: the walk below would pass over nothing too', () => {
    expect(reads().length).toBeGreaterThan(50);
    expect(writes().length).toBeGreaterThan(25);
  });

  it('answers to its own names only, but for health and metrics', async () => {
    const guarded = endpoints.filter((each) => !isOpenToProbes(each));
    const host = { host: 'evil.test' };
    expect(await statuses(guarded, host)).toEqual(all(guarded, 403));
    const open = endpoints.filter(isOpenToProbes);
    expect(await statuses(open, { host: '10.1.2.3:3001' })).toEqual(all(open, 200));
    for (const name of [NAMED, `${NAMED}:8443`, 'other', 'localhost:1', '[::1]'])
      expect(
        (await ask('GET', `${services.url('intake')}/v1/messages`, { host: name })).status,
      ).toBe(200);
  });

  it('cannot be asked by a page of another origin', async () => {
    const foreign: Array<Record<string, string>> = [
      { origin: 'http://evil.test' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'empty' },
      { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
    ];
    for (const headers of foreign)
      expect(await statuses(endpoints, headers)).toEqual(all(endpoints, 403));
  });

  it('gives no page of another origin leave to read, whatever it answers', async () => {
    for (const { method, url } of endpoints) {
      const { headers } = await ask(method, url);
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(headers).toMatchObject({
        'cross-origin-resource-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      });
    }
  });

  it('answers no preflight of another origin', async () => {
    const headers = { origin: 'http://evil.test', 'access-control-request-method': 'POST' };
    for (const { url } of endpoints) expect((await ask('OPTIONS', url, headers)).status).toBe(403);
  });

  it('attack 33: refuses a parameter it does not know, and says which it knows', async () => {
    for (const { name, method, url, query } of endpoints) {
      const answer = await ask(method, `${url}?nonsense=1&a%5Bb%5D=c`);
      const accepted = query.length > 0 ? query.join(', ') : 'no parameter';
      const reason = 'is not known here';
      expect([name, answer.status, fieldsOf(answer)]).toEqual([
        name,
        400,
        [
          { path: 'nonsense', reason, accepted },
          { path: 'a[b]', reason, accepted },
        ],
      ]);
    }
  });

  it('refuses a parameter that comes twice, or as a list or an object', async () => {
    for (const { name, method, url, query } of endpoints)
      for (const known of query) {
        const twice = await ask(method, `${url}?${known}=1&${known}=2`);
        expect([name, known, twice.status, fieldsOf(twice)]).toEqual([
          name,
          known,
          400,
          [
            {
              path: known,
              reason: 'is not one plain value',
              accepted: 'the parameter once, with a text',
            },
          ],
        ]);
        for (const form of [`${known}[]=1`, `${known}[x]=1`, `${known}%5B0%5D=1`])
          expect([form, (await ask(method, `${url}?${form}`)).status]).toEqual([form, 400]);
      }
  });

  it('takes no body with a read', async () => {
    const headers = { 'content-type': 'application/json', 'content-length': '2' };
    expect(await statuses(reads(), headers, '{}')).toEqual(all(reads(), 400));
  });
});

describe('every write of every service', () => {
  it('changes nothing for a page of another origin or by another name, with a body it would take', async () => {
    const before = await rows();
    for (const header of ['origin', 'host'])
      for (const { name, method, url, mediaTypes } of writes()) {
        const type = mediaTypes[0]?.replace('*', 'json') ?? 'application/json';
        const foreign = header === 'origin' ? 'http://evil.test' : 'evil.test';
        const headers = { 'content-type': type, 'if-match': '"1"', [header]: foreign };
        const { status } = await ask(method, url, headers, '{"by": "judge", "reason": "other"}');
        expect([header, name, status]).toEqual([header, name, 403]);
      }
    expect(await rows()).toEqual(before);
  });

  it('takes the media types it describes, and none a page can send without asking', async () => {
    for (const { name, method, url, mediaTypes } of writes())
      for (const type of [
        'text/plain',
        'text/plain;charset=UTF-8',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'text/plain; application/json',
        'application/json, text/plain',
        'application/xml',
        'application/cloudevents+avro',
        undefined,
      ]) {
        const headers: Record<string, string> = type ? { 'content-type': type } : {};
        const answer = await ask(method, url, headers, '{}');
        const accepted = mediaTypes.join(', ') || 'application/json';
        expect([name, type, answer.status, fieldsOf(answer)]).toEqual([
          name,
          type,
          415,
          [
            {
              path: 'Content-Type',
              reason: type ? 'is not accepted here' : 'is missing',
              accepted,
            },
          ],
        ]);
      }
  });

  it('takes JSON in UTF-8 only', async () => {
    for (const { name, method, url, mediaTypes } of writes())
      for (const type of mediaTypes.filter((each) => /json$/.test(each) && !each.includes('*'))) {
        const answer = await ask(method, url, { 'content-type': `${type}; charset=utf-16` }, '{}');
        expect([name, type, answer.status]).toEqual([name, type, 415]);
        const fine = await ask(method, url, { 'content-type': `${type}; charset=UTF-8` }, '{}');
        expect([name, type, fine.status]).not.toEqual([name, type, 415]);
        expect([name, type, fine.status < 500]).toEqual([name, type, true]);
      }
  });

  it('answers a request without a body: acts need none, and whoever forgot it is told', async () => {
    for (const { name, method, url } of writes()) {
      const { status } = await ask(method, url);
      expect([name, status !== 415 && status < 500]).toEqual([name, true]);
    }
  });

  it('names a field it does not know, where a class says what its fields are', async () => {
    const headers = { 'content-type': 'application/json', 'if-match': '"1"' };
    const checked = writes().filter(({ hasFields }) => hasFields);
    expect(checked.length).toBeGreaterThan(10);
    for (const { name, method, url } of checked) {
      const answer = await ask(method, url, headers, '{"nonsense": 1}');
      expect([name, answer.status]).toEqual([name, 400]);
      expect(fieldsOf(answer)).toContainEqual({
        path: '/nonsense',
        reason: 'is not known here',
        accepted: expect.stringMatching(/^\w+(, \w+)*$/),
      });
    }
  });
});

describe('attack 13: large bodies that do not come', () => {
  const head = (bytes: number, more = '') =>
    `POST /v1/events HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/cloudevents+json\r\n${more}content-length: ${bytes}\r\n\r\n`;

  it('keep no message of a feed out, and are not waited for when a stranger sends them', async () => {
    const intake = services.url('intake');
    const held = await Promise.all(Array.from({ length: 60 }, () => opened(intake)));
    for (const socket of held) socket.write(head(1_048_576));
    const large = { 'content-type': 'application/cloudevents+json' };
    await eventually(
      async () =>
        (await ask('POST', `${intake}/v1/events`, large, ' '.repeat(999_999))).status === 503,
    );
    const event = JSON.stringify({
      ...{ specversion: '1.0', id: 'beside-large', source: 'urn:test:feed' },
      type: 'handrail.inbound.return-to-use-reported.v1',
      data: {
        person: { identifiers: [{ system: 'urn:test:mrn', value: 'L-1' }] },
        ...{ occurredAt: '2026-11-08T09:00:00Z', evidence: 'clinician' },
      },
    });
    expect((await ask('POST', `${intake}/v1/events`, large, event)).status).toBe(202);
    // Nothing but the head is sent: whoever waited for the body would not answer.
    for (const path of ['/v1/events', '/V1/Events', '/v1/anything']) {
      const forwarded = head(1_048_576, 'x-forwarded-for: 198.51.100.7\r\n');
      const stranger = await raw(intake, forwarded.replace('/v1/events', path));
      expect([path, statusesOf(stranger.answer), stranger.isClosed]).toEqual([path, [401], true]);
    }
    for (const socket of held) socket.destroy();
  });
});
