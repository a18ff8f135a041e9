import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { consoleService } from '@handrail/console';
import { ACCESS_ROLE_NAMES, dropDatabase } from '@handrail/platform';
import { startTestServices, testServerUrl, TestIssuer, type TestServices } from '@handrail/testing';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { FourServices, SERVICES } from '../four-services.js';
import { committedMatrix } from './committed-matrix.js';
import { ask, bearer, endpointsOf, fieldsOf, typeOf, type Endpoint } from './every-endpoint.js';
import { rowsIn } from './rows-in.js';

// Real: all five services, listening on every address as in a deployment, behind an issuer of tokens.
const SOME_ID = '0199a2f0-0000-7000-8000-000000000001';

let issuer: TestIssuer;
let elsewhere: TestIssuer;
let services: FourServices;
let consoles: TestServices;
let endpoints: Endpoint[];

/** The address of a service on this machine: all of them listen on every address. */
const here = (url: string) => url.replace('0.0.0.0', '127.0.0.1');
const urlOf = (service: (typeof SERVICES)[number]) => here(services.url(service));

beforeAll(async () => {
  issuer = await TestIssuer.start();
  elsewhere = await TestIssuer.start();
  const env = { HANDRAIL_HOST: '0.0.0.0', HANDRAIL_ISSUER: issuer.url };
  services = await FourServices.start(env);
  const urls = SERVICES.map((name) => [name, urlOf(name)] as const);
  consoles = await startTestServices([consoleService], {
    ...env,
    HANDRAIL_DATABASE_PREFIX: services.databasePrefix,
    ...Object.fromEntries(urls.map(([name, url]) => [`HANDRAIL_${name.toUpperCase()}_URL`, url])),
  });
  const described = [...urls, ['console', here(consoles.url('console'))] as const];
  endpoints = (await Promise.all(described.map(([name, url]) => endpointsOf(name, url)))).flat();
}, 90_000);
afterAll(async () => {
  await consoles?.stop();
  await services?.stop();
  for (const each of [issuer, elsewhere]) await each?.stop();
  if (services) await dropDatabase(testServerUrl(), `${services.databasePrefix}console`);
});

describe('the matrix of roles and routes', () => {
  it('has every route of every service, and is what each of them does', async () => {
    const { cells, roles } = await committedMatrix();
    expect([...cells.keys()].toSorted()).toEqual(endpoints.map(({ name }) => name).toSorted());
    expect(roles.length).toBeGreaterThan(8);
    for (const role of roles) {
      const headers = bearer(await issuer.forRoles(role));
      for (const { name, method, url } of endpoints) {
        const { status, text } = await ask(method, url, headers);
        const refused = status === 403 && text.includes('problem:not-allowed');
        expect([role, name, status !== 401 && !refused]).toEqual([
          role,
          name,
          cells.get(name)!.get(role),
        ]);
      }
    }
  }, 120_000);

  it('opens nothing to somebody without a role, but what is open to everybody', async () => {
    const { cells } = await committedMatrix();
    const headers = bearer(await issuer.forRoles('head-gardener'));
    for (const { name, method, url } of endpoints) {
      const isPublic = [...cells.get(name)!.values()].every((may) => may);
      const answer = await ask(method, url, headers);
      if (isPublic)
        expect([
          name,
          [401, 403].includes(answer.status) && typeOf(answer) === 'not-allowed',
        ]).toEqual([name, false]);
      else
        expect([name, answer.status, answer.headers['www-authenticate']]).toEqual([
          name,
          403,
          expect.stringMatching(/error="insufficient_scope", scope="[a-z. ]+"$/),
        ]);
    }
  });
});

describe('nobody is let in', () => {
  const messages = () => `${urlOf('intake')}/v1/messages`;
  const statusOf = async (headers: Readonly<Record<string, string>>) => {
    const answer = await ask('GET', messages(), headers);
    return [answer.status, answer.status === 200 ? '' : typeOf(answer)];
  };
  const REFUSED = [401, 'unauthenticated'];

  it('attack 1: without a token, on any route that is not public, and nothing says why', async () => {
    const { cells } = await committedMatrix();
    for (const { name, method, url } of endpoints) {
      if ([...cells.get(name)!.values()].every((may) => may)) continue;
      const answer = await ask(method, url);
      expect([
        name,
        answer.status,
        answer.headers['www-authenticate'],
        JSON.parse(answer.text),
      ]).toEqual([
        name,
        401,
        'Bearer realm="handrail"',
        {
          type: 'urn:handrail:problem:unauthenticated',
          title: 'Sign in first',
          status: 401,
          detail: 'This needs a valid access token in the Authorization header.',
        },
      ]);
    }
  });

  it.each(['Bearer ', 'Bearer', 'Basic bnVyc2U6bnVyc2U=', 'Bearer a b', 'Bearer not.a.token', ''])(
    'attack 1: with %j',
    async (authorization) => {
      expect(await statusOf({ authorization })).toEqual(REFUSED);
    },
  );

  it('attack 3, attack 5: with a token that is expired, of the future, for others or by others', async () => {
    const now = Math.floor(Date.now() / 1_000);
    const operator = { roles: ['operator'] };
    const wrong: JWTPayload[] = [
      { exp: now - 1 },
      { exp: undefined },
      { nbf: now + 120 },
      { aud: 'another' },
      { aud: undefined },
      { iss: 'https://login.example.org' },
      { iss: `${issuer.url}/` },
      { sub: undefined },
      { sub: 'system/local' },
      { client_id: undefined },
    ];
    for (const claims of wrong) {
      const token = await issuer.token({ claims: { ...operator, ...claims } });
      expect([claims, await statusOf(bearer(token))]).toEqual([claims, REFUSED]);
    }
    const fine = await issuer.token({ claims: { ...operator, nbf: now + 30 } });
    expect(await statusOf(bearer(fine))).toEqual([200, '']);
  });

  it('attack 9: with a token that is bound to a certificate, whoever brings it', async () => {
    const claims = { roles: ['operator'], cnf: { 'x5t#S256': 'bwcK0esc3ACC3DB2Y5_lESsXE8o' } };
    expect(await statusOf(bearer(await issuer.token({ claims })))).toEqual(REFUSED);
  });

  it('attack 2: with a token nobody signed, or somebody else, or with the public key as a secret', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const claims = {
      roles: ['operator'],
      sub: 'operator-1',
      client_id: 'console',
      aud: 'handrail',
    };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const payload = { ...claims, iss: issuer.url, exp: Math.floor(Date.now() / 1_000) + 60 };
    const unsigned = `${part({ alg: 'none', typ: 'JWT' })}.${part(payload)}.`;
    const keys = (await (await fetch(`${issuer.url}/keys`)).json()) as { keys: JsonWebKey[] };
    const secret = new TextEncoder().encode(JSON.stringify(keys.keys[0]));
    const shared = await new SignJWT(payload)
      .setProtectedHeader({ alg: 'HS256', kid: 'test-1' })
      .sign(secret);
    const pem = createPublicKey({ key: keys.keys[0]!, format: 'jwk' })
      .export({ type: 'spki', format: 'pem' })
      .toString();
    const sharedPem = await new SignJWT(payload)
      .setProtectedHeader({ alg: 'HS256', kid: 'test-1' })
      .sign(new TextEncoder().encode(pem));
    const foreign = await issuer.token({ claims, key: privateKey });
    const brought = await issuer.token({
      ...{ claims, key: privateKey },
      header: { jwk: await exportJWK(publicKey) },
    });
    const valid = await issuer.token({ claims });
    const cut = valid.slice(0, -4);
    for (const token of [unsigned, shared, sharedPem, foreign, brought, cut])
      expect(await statusOf(bearer(token))).toEqual(REFUSED);
    expect(await statusOf(bearer(valid))).toEqual([200, '']);
  });

  it('attack 5: with a token that says where its key is: no address of a token is ever asked', async () => {
    const before = issuer.asked.length;
    const claims = { roles: ['operator'] };
    for (const header of [
      { jku: `${elsewhere.url}/keys` },
      { x5u: `${elsewhere.url}/keys` },
      { jku: `${issuer.url}/keys` },
      { kid: '../../../../etc/passwd' },
      { kid: `${elsewhere.url}/keys` },
    ])
      expect(await statusOf(bearer(await issuer.token({ claims, header })))).toEqual(REFUSED);
    expect(elsewhere.asked).toEqual([]);
    // A key nobody knows may have been added: the issuer's own list is read again, and nothing else.
    expect(issuer.asked.slice(before).filter((path) => path !== '/keys')).toEqual([]);
  });
});

describe('who acts', () => {
  it('attack 6: is who signed in: an act in the name of somebody else is refused', async () => {
    const token = await issuer.token({ claims: { sub: 'coordinator-2', roles: ['coordinator'] } });
    const url = `${urlOf('scheduling')}/v1/placements/${SOME_ID}/hold`;
    const headers = { ...bearer(token), 'content-type': 'application/json', 'if-match': '"1"' };
    const act = (body: object) => ask('POST', url, headers, JSON.stringify(body));
    const claimed = await act({ by: 'physician-1', reason: 'ill' });
    expect([claimed.status, typeOf(claimed)]).toEqual([403, 'other-actor']);
    expect(fieldsOf(claimed)).toEqual([
      {
        path: '/by',
        reason: 'names somebody else',
        accepted: 'nothing, or the name you signed in with',
      },
    ]);
    // Past the guard: there is no such placement, and the body is whole without a name.
    expect((await act({ reason: 'ill' })).status).toBe(404);
    expect((await act({ by: 'coordinator-2', reason: 'ill' })).status).toBe(404);
  });

  it('attack 6: is nobody else at any act of any service: 403, one row in the audit, and no other row', async () => {
    const claims = { sub: 'everything-7', roles: [...ACCESS_ROLE_NAMES] };
    const json = { 'content-type': 'application/json', 'if-match': '"1"' };
    const headers = { ...bearer(await issuer.token({ claims })), ...json };
    for (const service of SERVICES) {
      const acts = endpoints.filter(
        ({ name, actorFields }) => name.startsWith(`${service} `) && actorFields.length > 0,
      );
      const database = services.database(service);
      const before = await rowsIn(database, 'audit_entry');
      const refused: string[] = [];
      for (const { name, method, url, actorFields } of acts)
        for (const field of actorFields) {
          const answer = await ask(method, url, headers, JSON.stringify({ [field]: 'judge' }));
          expect([name, answer.status, typeOf(answer), fieldsOf(answer)[0]?.path]).toEqual([
            ...[name, 403, 'other-actor', `/${field}`],
          ]);
          refused.push(name.slice(service.length + 1).replaceAll(/\{(\w+)\}/g, ':$1'));
        }
      const kept = await database.query<Array<{ act: string; outcome: string }>>(
        `SELECT act, outcome FROM audit_entry WHERE actor = 'everything-7'`,
      );
      expect(kept.map(({ act }) => act).toSorted()).toEqual(refused.toSorted());
      expect(new Set(kept.map(({ outcome }) => outcome))).toEqual(
        new Set(refused.length > 0 ? ['other-actor'] : []),
      );
      expect(await rowsIn(database, 'audit_entry')).toEqual(before);
    }
    expect(endpoints.flatMap(({ actorFields }) => actorFields).length).toBeGreaterThan(50);
  });

  it('is kept under the name of the token, by the service that was asked through the console', async () => {
    const steward = await issuer.token({ claims: { sub: 'desk-4', roles: ['coordinator'] } });
    const headers = { ...bearer(steward), 'content-type': 'application/json' };
    const program = {
      ...{ id: 'quay-iop', name: 'Quay IOP', level: 'IOP', facilities: [], regions: ['north'] },
      ...{ timeZone: 'America/New_York', payers: [], capabilities: [], acceptance: 'automatic' },
      tracks: [
        {
          ...{ id: 'evening', days: ['mon', 'wed', 'fri'], from: '18:00', to: '21:00' },
          ...{ modality: 'on-site', capacity: 5 },
        },
      ],
    };
    const base = here(consoles.url('console'));
    const made = await ask(
      'POST',
      `${base}/v1/console/care/programs`,
      headers,
      JSON.stringify(program),
    );
    expect([made.status, made.text]).toEqual([201, expect.stringContaining('quay-iop')]);
    const path = '/v1/console/care/programs/quay-iop/tracks/evening/block';
    const { version: seen } = JSON.parse(made.text) as { version: number };
    const version = { 'if-match': `"${seen}"` };
    const blocked = await ask(
      'POST',
      base + path,
      { ...headers, ...version },
      JSON.stringify({ reason: 'staffing', places: 1 }),
    );
    expect([blocked.status, blocked.text]).toEqual([200, expect.stringContaining('desk-4')]);
  });
});
