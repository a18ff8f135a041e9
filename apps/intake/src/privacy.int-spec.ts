import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureKeyFile } from '@handrail/platform';
import { freePort, testDatabase, eventually, type TestDatabase } from '@handrail/testing';

// Real: intake as a process of its own, so that everything it writes anywhere can be read.
const ROOT = new URL('../../../', import.meta.url);
const CANARIES = [
  'Zanzibarian',
  'Quillfeather',
  'MRNCANARY77',
  '1971-09-23',
  '19710923',
  '5550177',
  'Canary Lane',
  'VISITCANARY9',
];

let database: TestDatabase;
let keys: string;
beforeAll(async () => {
  keys = await mkdtemp(join(tmpdir(), 'privacy-'));
  database = await testDatabase('canary');
});
afterAll(async () => {
  await database.drop();
  await rm(keys, { recursive: true });
});

const person = {
  identifiers: [{ system: 'urn:test:mrn', value: 'MRNCANARY77' }],
  name: { family: 'Zanzibarian', given: ['Quillfeather'] },
  birthDate: '1971-09-23',
  phone: '5550177',
  address: { line: ['1 Canary Lane'] },
};
const stay = { id: 'VISITCANARY9', facility: 'lakeside', setting: 'residential' };
const event = (data: object, more: object = {}) => ({
  specversion: '1.0',
  id: `e${Math.random()}`,
  source: 'urn:test:feed',
  type: 'handrail.inbound.stay-ended.v1',
  data: { person, stay, endedAt: '2026-11-07T09:00:00Z', disposition: 'completed', ...data },
  ...more,
});
const hl7 = (trigger: string, more = '') =>
  `MSH|^~\\&|APP|FAC|||20261107||ADT^${trigger}|C${trigger}|P|2.5\rEVN|${trigger}|20261107\r` +
  `PID|1||MRNCANARY77^^^FAC||Zanzibarian^Quillfeather||19710923|||1 Canary Lane||5550177\r` +
  `PV1|1|I||||||||DETOX|||||||||VISITCANARY9\r${more}`;

describe('names, numbers, dates and addresses of persons', () => {
  it('attack 21: reach no event, log line, metric or answer to a sender', async () => {
    const [port, mllpPort] = [await freePort(), await freePort()];
    const hooks = `import { register } from 'node:module'; register(${JSON.stringify(new URL('scripts/typescript-hooks.mjs', ROOT).href)});`;
    const child = spawn(
      process.execPath,
      [
        '--import',
        `data:text/javascript,${encodeURIComponent(hooks)}`,
        new URL('apps/intake/src/main.ts', ROOT).pathname,
      ],
      {
        env: {
          PATH: process.env['PATH'],
          HANDRAIL_DATABASE_URL: database.url,
          HANDRAIL_DATABASE_PREFIX: `${database.name}_`,
          HANDRAIL_PORT: String(port),
          HANDRAIL_MASTER_KEY_FILE: await ensureKeyFile(join(keys, 'master.key')),
          HANDRAIL_MLLP_PORT: String(mllpPort),
          HANDRAIL_LOG_LEVEL: 'debug',
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let written = '';
    child.stdout.on('data', (chunk: Buffer) => (written += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (written += chunk.toString()));
    const url = `http://127.0.0.1:${port}`;
    try {
      await eventually(async () => (await fetch(`${url}/health/ready`)).ok, {
        withinMs: 60_000,
        what: `intake to be ready; it wrote:\n${written}`,
      });
      const answers = await sendEverything(url);
      expect(answers.length).toBeGreaterThan(10);
      const seen = {
        answers: answers.join('\n'),
        log: written,
        metrics: await (await fetch(`${url}/metrics`)).text(),
        events: await outboxOf(url),
      };
      expect(seen.events).toContain('stay-ended');
      expect(seen.log).toContain('message settled');
      for (const [where, text] of Object.entries(seen))
        for (const canary of CANARIES)
          expect([where, canary, text.includes(canary)]).toEqual([where, canary, false]);
    } finally {
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('exit', resolve));
    }
  }, 120_000);
});

async function sendEverything(url: string): Promise<string[]> {
  const post = async (path: string, type: string, body: unknown) =>
    (
      await fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': type },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })
    ).text();
  const cloudEvent = (body: unknown) => post('/v1/events', 'application/cloudevents+json', body);
  const same = event({});
  const good = [same, same, { ...same, data: { ...same.data, disposition: 'died' } }];
  const bad = [
    event({ endedAt: 'Zanzibarian' }),
    event({ disposition: 'Quillfeather' }),
    event({ person: { ...person, identifiers: [{ system: 'MRNCANARY77' }] } }),
    event({ person: 'Zanzibarian' }),
    event({}, { type: 'Zanzibarian' }),
    event({}, { time: '1971-09-23' }),
    '{"specversion": "1.0", "id": "Zanzibarian',
  ];
  const answers: string[] = [];
  for (const body of [...good, ...bad]) answers.push(await cloudEvent(body));
  for (const body of [
    hl7('A01'),
    hl7('A03'),
    hl7('A13'),
    hl7('A40', 'MRG|\r'),
    'PID|1||MRNCANARY77',
    hl7('A01').replace('MRNCANARY77^^^FAC', ''),
  ])
    answers.push(await post('/v1/hl7v2', 'application/hl7-v2', body));
  const bundle = {
    resourceType: 'Bundle',
    entry: [
      { resource: { resourceType: 'MessageHeader' } },
      {
        resource: {
          resourceType: 'Encounter',
          status: 'finished',
          subject: { display: 'Zanzibarian' },
        },
      },
    ],
  };
  answers.push(await post('/v1/fhir/$process-message', 'application/fhir+json', bundle));
  answers.push(await post('/v1/fhir/$process-message', 'application/fhir+json', 'Zanzibarian'));
  return answers;
}

/** What the outbox would publish: keys, headers and payloads of every event. */
async function outboxOf(url: string): Promise<string> {
  const { default: pg } = await import('pg');
  const address = new URL(database.url);
  address.pathname = `/${database.name}_intake`;
  const client = new pg.Client({ connectionString: address.href });
  await client.connect();
  try {
    expect((await fetch(`${url}/v1/messages/summary`)).status).toBe(200);
    const { rows } = await client.query<{ row: string }>(
      `SELECT concat_ws(' ', key, headers::text, payload) AS row FROM outbox`,
    );
    return rows.map(({ row }) => row).join('\n');
  } finally {
    await client.end();
  }
}
