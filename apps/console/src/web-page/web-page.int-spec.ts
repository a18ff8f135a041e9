import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConsoleUnderTest } from '../testing/console-under-test.js';

const INDEX = '<!doctype html><html><meta name="csp-nonce" content="__CSP_NONCE__"></html>';

let folder: string;
let subject: ConsoleUnderTest;

const SCRIPT = `console.log('${'long '.repeat(200)}')`;

/** A console whose page is these files. */
async function startWith(files: Readonly<Record<string, string>>): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'handrail-page-'));
  await mkdir(join(folder, 'assets'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  subject = await ConsoleUnderTest.start({ HANDRAIL_CONSOLE_WEB_DIR: folder });
}
async function stop(): Promise<void> {
  await subject.stop();
  await rm(folder, { recursive: true });
}

const html = { accept: 'text/html,application/xhtml+xml' };

describe('the page the console serves', () => {
  beforeAll(() =>
    startWith({ 'index.html': INDEX, 'assets/index-abc.js': SCRIPT, 'favicon.svg': '<svg/>' }),
  );
  afterAll(stop);

  it('answers every address inside the page with the page, and a policy only it fits', async () => {
    const nonces = new Set<string>();
    for (const path of ['/', '/events?service=intake', '/people/0199a2f0', '/index.html']) {
      const answer = await subject.get(path, html);
      expect([answer.status, answer.type]).toEqual([200, 'text/html; charset=utf-8']);
      const nonce = /content="([^"]+)"/.exec(answer.text)?.[1];
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
      expect(policy).toContain(`default-src 'none';script-src 'self';`);
      expect(policy).not.toMatch(/unsafe|\*/);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      nonces.add(nonce ?? '');
    }
    expect(nonces.size).toBe(4);
    expect(nonces.has('__CSP_NONCE__')).toBe(false);
  });

  it('lets browsers keep files whose name holds their hash, packed when they ask', async () => {
    const answer = await subject.get('/assets/index-abc.js', { 'accept-encoding': 'gzip' });
    expect(answer.text).toBe(SCRIPT);
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const icon = await subject.get('/favicon.svg');
    expect([icon.type, icon.headers.get('cache-control')]).toEqual([
      'image/svg+xml',
      'public, max-age=300',
    ]);
  });

  it('answers 404 for what is no page: other files, the API, what is outside', async () => {
    for (const path of [
      '/assets/gone.js',
      '/v1/console/nothing',
      '/v1',
      '/metricss/..%2f..%2fetc/passwd',
    ])
      expect((await subject.get(path, path.startsWith('/m') ? {} : html)).text).not.toContain(
        'root:',
      );
    expect((await subject.get('/assets/gone.js', html)).status).toBe(404);
    const api = await subject.get('/v1/console/nothing', html);
    expect([api.status, api.type]).toEqual([404, expect.stringContaining('problem+json')]);
    expect((await subject.get('/health/ready', html)).type).toContain('json');
    expect((await subject.get('/openapi.json', html)).type).toContain('json');
  });
});

describe('a console whose page was not built', () => {
  beforeAll(() => startWith({}));
  afterAll(stop);

  it('says how to build the page when there is none', async () => {
    const answer = await subject.get('/', html);
    expect([answer.status, answer.type]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.text).toContain('npm run build');
    expect((await subject.get('/events', html)).status).toBe(503);
  });
});
