import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from '@handrail/cli';
import { consoleService } from '@handrail/console';
import { intakeService } from '@handrail/intake';
import { ensureTokenKeyFile } from '@handrail/platform';
import { freePort, startTestServices, TestIssuer } from '@handrail/testing';
import { ask, bearer, typeOf } from './every-endpoint.js';

const NOWHERE = 'postgres://127.0.0.1:1/nowhere';

// Real: the console alone, behind an issuer of tokens.
let issuer: TestIssuer;
const others: TestIssuer[] = [];

beforeAll(async () => {
  issuer = await TestIssuer.start();
});
afterAll(async () => {
  for (const each of [issuer, ...others]) await each?.stop();
});

describe('somebody who asks too much', () => {
  it('with more pages that watch than are worked on at once goes on asking', async () => {
    const alone = await startTestServices([consoleService], { HANDRAIL_ISSUER: issuer.url });
    const url = `${alone.url('console')}/v1/console`;
    const headers = bearer(await issuer.token({ claims: { sub: 'wall-1', roles: ['operator'] } }));
    const leave = new AbortController();
    const watching = Array.from({ length: 130 }, () =>
      fetch(`${url}/stream`, { headers, signal: leave.signal }),
    );
    expect((await Promise.all(watching)).map(({ status }) => status)).toEqual(Array(130).fill(200));
    expect((await ask('GET', `${url}/events`, headers)).status).toBe(200);
    leave.abort();
    await alone.stop();
  });

  it('attack 12: is answered 429 with the time to wait, while others and probes are answered', async () => {
    const settings = { HANDRAIL_ISSUER: issuer.url, HANDRAIL_REQUESTS_PER_SECOND: '20' };
    const alone = await startTestServices([consoleService], settings);
    const url = alone.url('console');
    const as = async (sub: string) =>
      bearer(await issuer.token({ claims: { sub, roles: ['operator'] } }));
    const [greedy, other] = [await as('greedy-1'), await as('other-1')];
    const sent = Array.from({ length: 200 }, () => ask('GET', `${url}/v1/nowhere`, greedy));
    const answers = await Promise.all(sent);
    const refused = answers.filter(({ status }) => status === 429);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404, 429]));
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(40);
    expect([typeOf(refused[0]!), refused[0]!.headers['retry-after']]).toEqual([
      'too-many-requests',
      '1',
    ]);
    expect((await ask('GET', `${url}/v1/console/events`, other)).status).toBe(200);
    expect((await ask('GET', `${url}/health/live`, greedy)).status).toBe(200);
    await alone.stop();
  });
});

describe('a service that more than its machine can reach', () => {
  it('does not start without an issuer: exit code 78, and the setting that is missing by its name', async () => {
    const child = spawn(process.execPath, ['apps/scheduling/dist/src/main.js'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: process.env['PATH'], HANDRAIL_HOST: '0.0.0.0', HANDRAIL_DATABASE_URL: NOWHERE },
    });
    let written = '';
    child.stderr.on('data', (chunk: Buffer) => (written += chunk.toString()));
    expect(await once(child, 'close')).toEqual([78, null]);
    expect(written).toMatch(/^scheduling cannot start: [^]*HANDRAIL_ISSUER: is needed to listen/);
  });
});

describe('an issuer that does not answer', () => {
  it('lets nobody in who was not known before, and says that it is not their fault', async () => {
    const silent = await TestIssuer.start();
    others.push(silent);
    silent.isSilent = true;
    const alone = await startTestServices([consoleService], { HANDRAIL_ISSUER: silent.url });
    const url = `${alone.url('console')}/v1/console/events`;
    const headers = bearer(await silent.forRoles('operator'));
    const answer = await ask('GET', url, headers);
    expect([answer.status, typeOf(answer), answer.headers['retry-after']]).toEqual([
      503,
      'issuer-silent',
      '2',
    ]);
    await alone.stop();
  });
});

/** Runs the tool; what it wrote and how it ended. */
async function handrail(...args: readonly string[]) {
  const [out, err]: string[][] = [[], []];
  const terminal = {
    out: (line: string) => out!.push(line),
    err: (line: string) => err!.push(line),
  };
  const code = await runTool(args, terminal, {});
  return { code, out: out!.join('\n'), err: err!.join('\n') };
}

describe('a token from the command line', () => {
  it('is given to a system for its own key, and to nobody else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'handrail-token-'));
    const file = (name: string) => join(folder, name);
    const made = await handrail(
      'token',
      'new',
      '--client',
      'st-mary',
      '--key',
      file('st-mary.pem'),
    );
    expect([made.code, (await stat(file('st-mary.pem'))).mode & 0o777]).toEqual([0, 0o600]);
    expect(made.out).not.toMatch(/"d":|PRIVATE/);
    const again = await handrail(
      'token',
      'new',
      '--client',
      'st-mary',
      '--key',
      file('st-mary.pem'),
    );
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('is there already')]);
    await writeFile(file('clients.json'), made.out);

    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const settings = {
      ...{ HANDRAIL_PORT: String(port), HANDRAIL_DATA_DIR: folder, HANDRAIL_CONSOLE_URL: url },
      HANDRAIL_ISSUER: `${url}/issuer`,
      HANDRAIL_ISSUER_KEY_FILE: await ensureTokenKeyFile(file('issuer.key')),
      HANDRAIL_CLIENT_KEY_FILE: await ensureTokenKeyFile(file('console.key')),
      HANDRAIL_ISSUER_CLIENTS_FILE: file('clients.json'),
    };
    // As in containers: on every address, where the issuer has another name than the one in its tokens.
    const among = (name: string): Record<string, string> =>
      name === 'console'
        ? {}
        : {
            ...{ HANDRAIL_PORT: '0', HANDRAIL_HOST: '0.0.0.0' },
            HANDRAIL_ISSUER_KEYS_URL: `http://localhost:${port}/issuer/jwks`,
          };
    const alone = await startTestServices([consoleService, intakeService], settings, among);
    const asking = ['token', '--client', 'st-mary', '--issuer', `${url}/issuer`];
    const given = await handrail(
      ...asking,
      '--key',
      file('st-mary.pem'),
      '--scope',
      'ingest.write',
    );
    expect([given.code, given.err]).toEqual([0, '']);
    const path = `${url}/v1/console/events`;
    expect((await ask('GET', path, bearer(given.out))).status).toBe(403);
    expect((await ask('GET', path, bearer(`${given.out}x`))).status).toBe(401);
    const intake = `${alone.url('intake').replace('0.0.0.0', '127.0.0.1')}/v1/events`;
    const sent = (headers: Record<string, string>) =>
      ask('POST', intake, { 'content-type': 'application/cloudevents+json', ...headers }, '{}');
    expect((await sent({})).status).toBe(401);
    expect((await sent(bearer(given.out))).status).toBe(400);
    const other = await handrail(...asking, '--key', file('console.key'));
    expect([other.code, other.err]).toEqual([1, expect.stringContaining('invalid_client')]);
    const more = await handrail(...asking, '--key', file('st-mary.pem'), '--scope', 'keys.admin');
    expect([more.code, more.err]).toEqual([1, expect.stringContaining('invalid_scope')]);
    await alone.stop();
    await rm(folder, { recursive: true, force: true });
  });
});
