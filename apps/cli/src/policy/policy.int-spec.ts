import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from '../tool.js';
import type { PolicyDifference } from './diff.js';

// Real: the compiled checker in a process of its own, files, HTTP. The assessment service is played.
const SHIPPED = join('apps', 'assessment', 'policies', '2026.1');
const answer: PolicyDifference = {
  policyVersion: '2026.2',
  against: '2026.1',
  since: '2026-10-01T00:00:00.000Z',
  until: '2026-11-01T00:00:00.000Z',
  determinations: 200,
  changed: 3,
  moves: [{ from: 'OP', to: 'IOP', count: 3 }],
  modeChanges: { toNeedsHuman: 1, toAutomatic: 0 },
  demand: [
    { level: 'IOP', before: 90, after: 93, change: 3, capacity: { places: 40, used: 31 } },
    { level: null, before: 5, after: 5, change: 0, capacity: null },
  ],
  people: [
    {
      personId: 'person-1',
      reassessmentId: 'reassessment-1',
      determinationId: 'determination-1',
      determinedAt: '2026-10-05T00:00:00.000Z',
      from: 'OP',
      to: 'IOP',
      because: [{ rule: 'R4-d5-1', effect: 'at least IOP', only: 'after' }],
    },
  ],
  peopleLeftOut: 2,
};
const asked: { url: string; body: Record<string, unknown> }[] = [];
let status = 200;
let reply: unknown = answer;
let service: http.Server;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handrail-cli-policy-'));
  await cp(SHIPPED, join(folder, 'draft'), { recursive: true });
  service = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push({ url: request.url!, body: JSON.parse(body) as Record<string, unknown> });
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(reply));
    });
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  service.closeAllConnections();
  await new Promise((resolve) => service.close(resolve));
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  asked.length = 0;
  status = 200;
  reply = answer;
});

async function policy(...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  const code = await runTool(
    ['policy', ...args],
    { out: (line) => void out.push(line), err: (line) => void err.push(line) },
    { HANDRAIL_ASSESSMENT_URL: url },
  );
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('handrail policy check', () => {
  it('passes the shipped policy', async () => {
    const { code, out, err } = await policy('check', SHIPPED);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('policy 2026.1 (draft) may decide');
  });

  it('refuses a broken one, naming file and row', async () => {
    const broken = join(folder, 'broken');
    await cp(SHIPPED, broken, { recursive: true });
    const path = join(broken, 'floors.yaml');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('currentLevel: [PHP] }', 'currentLevel: [OP] }'));
    const { code, err } = await policy('check', broken);
    expect(code).toBe(1);
    expect(err).toContain('floors.yaml, row R5-T3-PHP: overlaps row R5-T3-OP');
  });

  it('says how it is called', async () => {
    expect(await policy('check')).toMatchObject({ code: 2 });
    expect(await policy('burn')).toMatchObject({ code: 2 });
  });
});

describe('handrail policy diff', () => {
  it('asks for another version and prints the table, the people and why', async () => {
    const { code, out } = await policy('diff', '2026.1', '2026.2', '--since', '14d');
    expect(code).toBe(0);
    expect(asked).toEqual([
      {
        url: '/v1/policies/2026.2/simulate',
        body: { since: '14d', limit: 20, against: '2026.1' },
      },
    ]);
    expect(out).toContain('200 determinations, 3 would be another (1.5 %)');
    expect(out).toMatch(/OP +-> IOP +3/);
    expect(out).toMatch(/IOP +90 +93 +3 +40 +31/);
    expect(out).toMatch(/none +5 +5 +0 +\? +\?/);
    expect(out).toContain('    + R4-d5-1: at least IOP');
    expect(out).toContain('and 2 more');
  });

  it('prints who else would be asked for, where limits differ', async () => {
    const asked = { joins: 0, people: [], peopleLeftOut: 0, byLevel: [], byKind: [], count: 0 };
    const person = { personId: 'person-2', kind: 'missed-sessions', level: null };
    reply = {
      ...answer,
      reassessments: {
        limits: [{ limit: 'missed-sessions', from: 2, to: 1 }],
        ...{ persons: 40, moved: 1 },
        more: {
          ...{ ...asked, count: 4, needsPerson: 3, peopleLeftOut: 2 },
          byKind: [{ kind: 'missed-sessions', count: 4 }],
          byLevel: [{ level: 'IOP', count: 1 }],
          people: [
            { ...person, occurredAt: '2026-10-06T00:00:00.000Z', mode: 'needs-human' },
            { ...person, occurredAt: '2026-10-05T00:00:00.000Z', level: 'IOP', mode: 'automatic' },
          ],
        },
        less: { ...asked, needsPerson: 0 },
      },
    };
    const { out } = await policy('diff', '2026.1', '2026.2');
    expect(out).toContain('limit missed-sessions: 2 -> 1');
    expect(out).toContain('40 persons looked at, 4 reassessments more, 0 fewer, 1 at another time');
    expect(out).toMatch(/\+ missed-sessions +4/);
    expect(out).toMatch(/\+ asks for IOP +1/);
    expect(out).toMatch(/\+ needs a person +3/);
    expect(out).toContain('person-2  2026-10-06T00:00:00.000Z  missed-sessions, a person decides');
    expect(out).toContain('person-2  2026-10-05T00:00:00.000Z  missed-sessions, IOP');
    expect(out).toContain('+ and 2 more');
  });

  it('posts a draft that the service does not know', async () => {
    expect(await policy('diff', 'recorded', join(folder, 'draft'), '--json')).toMatchObject({
      code: 0,
      out: JSON.stringify(answer, null, 2),
    });
    const [{ url, body }] = asked as [(typeof asked)[number]];
    expect(url).toBe('/v1/policies/posted/simulate');
    const posted = (body['policy'] as Record<string, string>)['limits.yaml'];
    expect(posted).toBe(await readFile(join(SHIPPED, 'limits.yaml'), 'utf8'));
  });

  it('tells what the service refuses', async () => {
    status = 400;
    reply = { detail: 'The policy is refused.', errors: [{ path: 'floors.yaml', reason: 'gap' }] };
    const { code, err } = await policy('diff', 'recorded', join(folder, 'draft'));
    expect(code).toBe(1);
    expect(err).toContain('The policy is refused.\n  floors.yaml: gap');
  });

  it.each([['2026.1'], ['a', 'b', 'c'], ['a', 'b', '--people', '900']])(
    'is called with %j wrongly',
    async (...args) => {
      expect((await policy('diff', ...args)).code).toBe(2);
    },
  );
});
