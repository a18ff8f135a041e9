import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startTestServices, type TestServices } from '@handrail/testing';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { DataSource } from 'typeorm';
import type { Me } from '../api/session.js';
import { consoleService } from '../index.js';
import type { AccountsView } from '../issuer/accounts.view.js';
import { OneTimeCodes } from '../issuer/one-time-codes.js';
import { CookieBrowser } from '../testing/cookie-browser.js';
import { LocalSignIn } from '../testing/local-sign-in.js';

// Real: the console as the issuer of one machine, with its database, over HTTP as a browser goes.
let local: LocalSignIn;
let base: string;
let services: TestServices;
const system = await generateKeyPair('ES384');

/** As of one machine, with a hospital that sends. */
async function settings(): Promise<Record<string, string>> {
  const jwk = { ...(await exportJWK(system.publicKey)), kid: 'm-1', alg: 'ES384', use: 'sig' };
  const client = { clientId: 'st-mary', algorithm: 'ES384', scope: 'ingest.write' };
  const file = join(local.folder, 'clients.json');
  await writeFile(file, JSON.stringify([{ ...client, keys: { keys: [jwk] } }]));
  return { ...local.settings, HANDRAIL_ISSUER_CLIENTS_FILE: file };
}

beforeAll(async () => {
  local = await LocalSignIn.prepare();
  base = local.url;
  services = await startTestServices([consoleService], await settings());
});
afterAll(async () => {
  await services?.stop();
  await local?.remove();
});

const browser = (at = services) => new CookieBrowser(at.url('console'));
const me = async (who: CookieBrowser) => {
  const { status, text } = await who.send('GET', '/v1/session/me');
  return status === 200 ? (JSON.parse(text) as Me) : status;
};

/** Signs in as a person does: the page asks, the account and its password answer. */
async function signedIn(account: string, given?: string) {
  const password = given ?? (await local.passwordOf(account));
  const who = browser();
  const asked = await who.visit('/v1/session/sign-in?returnTo=%2Fcare%2Fqueue');
  const path = `/v1/session/questions/${asked.url.searchParams.get('question')}`;
  const { status, text } = await who.send('POST', path, { account, password });
  if (status !== 200) return { who, status, text };
  const end = await who.visit((JSON.parse(text) as { goTo: string }).goTo);
  return { who, status: end.status, at: end.url.pathname, cookies: end.cookies };
}

/** Where a browser ends that asks the issuer by itself, without being asked for a password anew. */
async function atIssuer(who: CookieBrowser): Promise<string> {
  const asked = await fetch(`${base}/v1/session/sign-in`, { redirect: 'manual' });
  const address = new URL(asked.headers.get('location')!);
  address.searchParams.delete('prompt');
  return (await who.visit(address.href)).url.pathname;
}

describe('a person', () => {
  it('of whoever runs it sees who can sign in and who has to wait, and nothing to sign in with', async () => {
    const { who } = await signedIn('operator-1');
    for (let wrong = 0; wrong < 5; wrong += 1) await signedIn('steward-1', 'a guess');
    const { status, text } = await who.send('GET', '/v1/console/accounts');
    expect(status).toBe(200);
    const { accounts } = JSON.parse(text) as AccountsView;
    expect(accounts!.map(({ name }) => name)).toEqual([
      ...['coordinator-1', 'desk-1', 'everybody', 'nurse-1', 'operator-1'],
      ...['physician-1', 'privacy-1', 'steward-1'],
    ]);
    expect(accounts![7]).toEqual({
      ...{ name: 'steward-1', roles: ['records-steward'], organisation: null },
      lockedUntil: expect.stringMatching(/^20/),
    });
    expect(accounts!.filter(({ lockedUntil }) => lockedUntil !== null)).toHaveLength(1);
    const { who: nurse } = await signedIn('nurse-1');
    expect((await nurse.send('GET', '/v1/console/accounts')).status).toBe(403);
  });

  it('signs in with their account, comes back to the page they wanted, and is who they are', async () => {
    const { who, at, cookies } = await signedIn('nurse-1');
    expect(at).toBe('/care/queue');
    expect(await me(who)).toMatchObject({
      ...{ kind: 'person', actor: 'nurse-1', roles: ['nurse'], canSignIn: true },
      scopes: expect.arrayContaining(['care.act', 'care.read']),
    });
    const session = cookies!.find((line) => line.startsWith('handrail='))!;
    expect(session).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
    expect((await who.send('GET', '/v1/console/feeds')).status).toBe(403);
    expect((await who.send('GET', '/v1/console/journeys?q=x')).status).not.toBe(401);
  });

  it('is nobody before that, with another password, or for an account that is not there', async () => {
    expect(await me(browser())).toBe(401);
    expect((await browser().send('GET', '/v1/console/events')).status).toBe(401);
    const wrong = await signedIn('nurse-1', 'wrong');
    const unknown = await signedIn('nobody', 'wrong');
    expect([wrong.status, unknown.status]).toEqual([403, 403]);
    expect(wrong.text).toBe(unknown.text);
    expect(await me(wrong.who)).toBe(401);
  });

  it('is kept in the audit when they sign in and when they are refused, without what an unknown one typed', async () => {
    await signedIn('privacy-1', 'wrong');
    await signedIn('privacy-1');
    await signedIn('my secret password', 'x');
    const rows = await services
      .service('console')
      .app.get(DataSource)
      .query<object[]>(
        `SELECT actor, client, outcome FROM audit_entry WHERE act = 'sign-in' ORDER BY at DESC LIMIT 3`,
      );
    expect(rows).toEqual([
      { actor: 'unknown', client: 'console', outcome: 'wrong-password' },
      { actor: 'privacy-1', client: 'console', outcome: 'done' },
      { actor: 'privacy-1', client: 'console', outcome: 'wrong-password' },
    ]);
  });

  it('changes their password by the present one, which ends their sessions elsewhere', async () => {
    const { who: here } = await signedIn('privacy-1');
    const { who: elsewhere } = await signedIn('privacy-1');
    expect(await atIssuer(elsewhere)).toBe('/v1/session/callback');
    const present = await local.passwordOf('privacy-1');
    const next = 'tall ships and short words';
    const change = (at: CookieBrowser, body: object) =>
      at.send('POST', '/v1/session/password', body);
    expect((await change(here, { present: 'a guess', next })).status).toBe(403);
    expect((await change(here, { present, next: 'eleven long' })).status).toBe(400);
    expect((await change(browser(), { present, next })).status).toBe(404);
    expect((await change(here, { present, next })).status).toBe(204);
    expect(await me(here)).toMatchObject({ actor: 'privacy-1', hasPasswordHere: true });
    expect(await me(elsewhere)).toBe(401);
    expect(await atIssuer(elsewhere)).toBe('/sign-in');
    expect((await signedIn('privacy-1', present)).status).toBe(403);
    expect((await signedIn('privacy-1', next)).at).toBe('/care/queue');
    const rows: Array<{ outcome: string }> = await services
      .service('console')
      .app.get(DataSource)
      .query(`SELECT outcome FROM audit_entry WHERE act = 'change-password' ORDER BY at`);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['wrong-password', 'done']);
  });

  it('waits for a minute after five wrong passwords, also with the right one', async () => {
    for (let tries = 0; tries < 5; tries += 1)
      expect((await signedIn('desk-1', 'wrong')).status).toBe(403);
    expect((await signedIn('desk-1')).status).toBe(403);
  });

  it('signs out here, or everywhere; a session that has ended is nobody’s', async () => {
    const [first, second] = [await signedIn('operator-1'), await signedIn('operator-1')];
    const window = first.who.copy();
    expect((await first.who.send('POST', '/v1/session/sign-out', {})).status).toBe(204);
    expect([await me(first.who), await me(window)]).toEqual([401, 401]);
    expect(await me(second.who)).toMatchObject({ actor: 'operator-1' });
    const third = await signedIn('operator-1');
    await third.who.send('POST', '/v1/session/sign-out', { everywhere: true });
    expect([await me(second.who), await atIssuer(second.who)]).toEqual([401, '/sign-in']);
  });

  it('goes on after the console has been started again, with tokens it renews in time', async () => {
    const { who } = await signedIn('physician-1');
    await services.restart('console');
    const database = services.service('console').app.get(DataSource);
    await database.query(`UPDATE console_session SET token_expires_at = now()`);
    const answers = await Promise.all([me(who), me(who), me(who)]);
    expect(answers).toEqual(Array(3).fill(expect.objectContaining({ actor: 'physician-1' })));
    await database.query(`UPDATE console_session SET seen_at = now() - interval '31 minutes'`);
    expect(await me(who)).toBe(401);
  });

  it('is signed in once by a code', async () => {
    const code = await services.service('console').app.get(OneTimeCodes).make('everybody');
    const who = browser();
    const end = await who.visit(`/v1/session/sign-in?code=${code}`);
    expect([end.url.pathname, await me(who)]).toEqual([
      '/',
      expect.objectContaining({ actor: 'everybody' }),
    ]);
    const again = browser();
    expect((await again.visit(`/v1/session/sign-in?code=${code}`)).url.pathname).toBe('/sign-in');
    expect(await me(again)).toBe(401);
  });

  it('goes on while somebody unknown floods from the same address', async () => {
    const { who } = await signedIn('nurse-1');
    expect(await me(who)).toMatchObject({ actor: 'nurse-1' });
    const beside = await startTestServices([consoleService], {
      ...(await settings()),
      ...{ HANDRAIL_PORT: '0', HANDRAIL_DATABASE_PREFIX: services.databasePrefix },
      HANDRAIL_REQUESTS_PER_SECOND: '5',
    });
    const there = who.copy(beside.url('console'));
    const strangers = Array.from({ length: 15 }, () => browser(beside).send('GET', '/v1/nowhere'));
    const statuses = (await Promise.all(strangers)).map(({ status }) => status);
    expect(statuses).toContain(429);
    const mine = Array.from({ length: 8 }, () => me(there));
    expect(await Promise.all(mine)).toEqual(
      Array(8).fill(expect.objectContaining({ actor: 'nurse-1' })),
    );
    await beside.stop();
  });

  it('cannot come back to a sign-in that this browser did not begin', async () => {
    const other = browser();
    const asked = await other.visit('/v1/session/sign-in');
    const path = `/v1/session/questions/${asked.url.searchParams.get('question')}`;
    const stranger = await browser().send('POST', path, {
      account: 'nurse-1',
      password: await local.passwordOf('nurse-1'),
    });
    expect(stranger.status).toBe(404);
    expect((await browser().visit('/v1/session/callback?code=x&state=y')).status).toBe(400);
  });
});

describe('a system', () => {
  const assertion = (claims: object = {}) => {
    const now = Math.floor(Date.now() / 1_000);
    return new SignJWT({
      ...{ iss: 'st-mary', sub: 'st-mary', aud: `${base}/issuer`, jti: randomUUID() },
      ...{ iat: now, exp: now + 240, ...claims },
    })
      .setProtectedHeader({ alg: 'ES384', kid: 'm-1' })
      .sign(system.privateKey);
  };
  const tokenFor = async (client_assertion: string, at = base) => {
    const answer = await fetch(`${at}/issuer/token`, {
      method: 'POST',
      body: new URLSearchParams({
        ...{ grant_type: 'client_credentials', scope: 'ingest.write', client_assertion },
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      }),
    });
    return {
      status: answer.status,
      ...((await answer.json()) as { access_token?: string; error?: string }),
    };
  };

  it('gets a token for its own assertion, with what it may and no more', async () => {
    const { status, access_token } = await tokenFor(await assertion());
    expect(status).toBe(200);
    const claims = JSON.parse(
      Buffer.from(access_token!.split('.')[1]!, 'base64url').toString(),
    ) as object;
    expect(claims).toMatchObject({
      ...{ iss: `${base}/issuer`, aud: 'handrail', sub: 'st-mary', client_id: 'st-mary' },
      scope: 'ingest.write',
    });
    const headers = { authorization: `Bearer ${access_token}` };
    expect((await fetch(`${base}/v1/console/events`, { headers })).status).toBe(403);
  });

  it('attack 4: uses an assertion once: not again, not at once twice, not at another process, not after a restart', async () => {
    const used = await assertion();
    const answers = await Promise.all([tokenFor(used), tokenFor(used), tokenFor(used)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400, 400]);
    expect((await tokenFor(used)).error).toBe('invalid_client');
    const beside = await startTestServices([consoleService], {
      ...(await settings()),
      ...{ HANDRAIL_PORT: '0', HANDRAIL_DATABASE_PREFIX: services.databasePrefix },
    });
    const fresh = await tokenFor(await assertion(), beside.url('console'));
    const again = await tokenFor(used, beside.url('console'));
    await beside.stop();
    expect([fresh.status, again.error]).toEqual([200, 'invalid_client']);
    await services.restart('console');
    expect((await tokenFor(used)).error).toBe('invalid_client');
  });

  it('attack 3: is refused with an assertion for another, by another, or over', async () => {
    const now = Math.floor(Date.now() / 1_000);
    for (const claims of [
      { aud: 'https://evil.test' },
      { iss: 'console', sub: 'console' },
      { exp: now - 120, iat: now - 300 },
      { jti: undefined },
      { exp: now + 301 },
      { iat: undefined, exp: now + 420 },
    ])
      expect([claims, (await tokenFor(await assertion(claims))).error]).toEqual([
        claims,
        'invalid_client',
      ]);
  });
});
