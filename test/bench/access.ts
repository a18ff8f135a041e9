import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '@handrail/platform';
import { TestAuthority, TestIssuer } from '@handrail/testing';
import { MllpSender } from './mllp-sender.js';
import { besideFlood, underFlood } from './under-flood.js';

// What it costs to know who sends and to keep to what they may: intake with sign-in, guard, limits and audit beside
// intake without any of them, in turns on one machine. Then one client floods, and another one's waiting is measured
// before and meanwhile. Ends with 1 when a goal is missed.
const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    turns: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    flood: { type: 'string', default: '10000' },
  },
});
const [turns, seconds, flood] = [options.turns, options.seconds, options.flood].map(Number) as [
  number,
  number,
  number,
];
const GOALS = { cost: 1.1, slowdown: 2 } as const;
const HTTP_AT_ONCE = 16;
const [MLLP_CONNECTIONS, MLLP_RATE] = [10, 300];
const STEADY_RATE = 50;

interface Intake {
  readonly child: ChildProcess;
  readonly url: string;
  readonly mllpPort: number;
  /** What a sender brings: its token, its certificate. */
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: ConnectionOptions | undefined;
}

const sleep = (ms: number) => new Promise((wait) => setTimeout(wait, ms));
const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
const cpuOf = async ({ child }: Intake): Promise<number> => {
  child.send('figures');
  const [{ cpuSeconds }] = (await once(child, 'message')) as [{ cpuSeconds: number }];
  return cpuSeconds;
};

let serial = 0;
const eventBody = () =>
  JSON.stringify({
    ...{ specversion: '1.0', id: `access-${(serial += 1)}`, source: 'urn:bench:access' },
    type: 'handrail.inbound.stay-started.v1',
    data: {
      person: { identifiers: [{ system: 'urn:bench:mrn', value: `A${serial}` }] },
      stay: { id: `V${serial}`, facility: 'north', setting: 'withdrawal-management' },
      startedAt: '2026-11-07T09:00:00Z',
    },
  });

/** Posts one event; milliseconds until it was answered, whatever the answer was: others are counted. */
function post(agent: Agent, { url, headers }: Intake): Promise<number> {
  const from = performance.now();
  const type = { 'content-type': 'application/cloudevents+json' };
  return new Promise((done, failed) => {
    const options = { method: 'POST', agent, headers: { ...type, ...headers } };
    const sent = request(`${url}/v1/events`, options, (response) => {
      response.resume();
      if (response.statusCode !== 202) notTaken += 1;
      response.on('end', () => done(performance.now() - from));
    });
    sent.on('error', failed);
    sent.end(eventBody());
  });
}
let notTaken = 0;

interface Turn {
  readonly perSecond: number;
  /** Of intake alone. */
  readonly cpuSecondsPer1000: number;
}

/** As many events as are answered, sixteen at a time. */
async function overHttp(intake: Intake): Promise<Turn> {
  const agent = new Agent({ keepAlive: true, maxSockets: HTTP_AT_ONCE });
  const [before, from] = [await cpuOf(intake), performance.now()];
  let count = 0;
  const sender = async () => {
    for (; performance.now() - from < seconds * 1_000; count += 1) await post(agent, intake);
  };
  await Promise.all(Array.from({ length: HTTP_AT_ONCE }, sender));
  const took = (performance.now() - from) / 1_000;
  agent.destroy();
  return {
    perSecond: count / took,
    cpuSecondsPer1000: ((await cpuOf(intake)) - before) / (count / 1_000),
  };
}

const stampOf = () => new Date().toISOString().replace(/[-:T]|\.\d+Z$/g, '');

/** Messages at their time, whether or not those before are acknowledged. */
async function overMllp(intake: Intake): Promise<Turn> {
  const senders = await Promise.all(
    Array.from({ length: MLLP_CONNECTIONS }, () => MllpSender.open(intake.mllpPort, intake.tls)),
  );
  const [before, from, count] = [await cpuOf(intake), performance.now(), MLLP_RATE * seconds];
  for (let n = 0; n < count; n += 1) {
    const early = from + (n / MLLP_RATE) * 1_000 - performance.now();
    if (early > 1) await sleep(early);
    const id = `M${(serial += 1)}`;
    senders[n % senders.length]!.send(
      id,
      `MSH|^~\\&|CAREAPP|LAKESIDE|NET|HUB|${stampOf()}+0000||ADT^A01|${id}|P|2.5.1\r` +
        `EVN|A01|${stampOf()}+0000\rPID|1||${id}^^^FEED^MR\rPV1|1|I|W1|||||||DETOX|||||||||V${id}\r`,
    );
  }
  const reports = await Promise.all(senders.map((sender) => sender.finish(30_000)));
  const took = (performance.now() - from) / 1_000;
  const acknowledged = reports.reduce((sum, report) => sum + report.acknowledged, 0);
  if (acknowledged < count) throw new Error(`${count - acknowledged} messages were not taken`);
  return {
    perSecond: count / took,
    cpuSecondsPer1000: ((await cpuOf(intake)) - before) / (count / 1_000),
  };
}

let missed = 0;
const print = (line: string) => process.stdout.write(`${line}\n`);
function judge(value: number, goal: number): string {
  if (value <= goal) return `${value.toFixed(2)} (at most ${goal})`;
  missed += 1;
  return `${value.toFixed(2)} (MISSED: at most ${goal})`;
}

async function compare(
  name: string,
  [bare, whole]: readonly [Intake, Intake],
  turn: (intake: Intake) => Promise<Turn>,
  costOf: (bareTurn: Turn, wholeTurn: Turn) => number,
): Promise<void> {
  if (!name.includes(options.only)) return;
  await turn(bare);
  await turn(whole);
  const ratios: number[] = [];
  const of: { bare: Turn[]; whole: Turn[] } = { bare: [], whole: [] };
  for (let n = 0; n < turns; n += 1) {
    // Whoever comes first has the quieter machine: by turns.
    const order = n % 2 === 0 ? (['bare', 'whole'] as const) : (['whole', 'bare'] as const);
    for (const which of order) of[which].push(await turn(which === 'bare' ? bare : whole));
    ratios.push(costOf(of.bare[n]!, of.whole[n]!));
  }
  const figures = (done: readonly Turn[]) =>
    `${median(done.map(({ perSecond }) => perSecond)).toFixed(0)}/s at ` +
    `${median(done.map((each) => each.cpuSecondsPer1000)).toFixed(2)} processor seconds for 1,000`;
  print(`${name}: without ${figures(of.bare)}, with ${figures(of.whole)}`);
  print(`  costs ${judge(median(ratios), GOALS.cost)} times as much`);
}

/** What somebody waits who sends at a steady rate, request by request. */
async function steady(intake: Intake): Promise<number[]> {
  const agent = new Agent({ keepAlive: true });
  const times: Array<Promise<number>> = [];
  const from = performance.now();
  for (let n = 0; n < STEADY_RATE * seconds; n += 1) {
    const early = from + (n / STEADY_RATE) * 1_000 - performance.now();
    if (early > 1) await sleep(early);
    times.push(post(agent, intake));
  }
  const waited = await Promise.all(times);
  agent.destroy();
  return waited;
}

/** The 99th percentile. */
const p99 = (waits: readonly number[]) =>
  waits.toSorted((a, b) => a - b)[Math.floor(waits.length * 0.99)]!;

/** Alone, beside a flood of somebody else's port, and under the flood, by turns: the machine is never as quiet as before. */
async function flooded(intake: Intake, issuer: TestIssuer): Promise<void> {
  await overHttp(intake);
  const token = await issuer.token({ claims: { sub: 'greedy-1', roles: ['operator'] } });
  const of = { token, perSecond: flood };
  const port = Number(new URL(intake.url).port);
  const waits = { alone: [] as number[], floor: [] as number[], under: [] as number[] };
  const total = { sent: 0, unread: 0, answered: {} as Record<string, number> };
  notTaken = 0;
  for (let n = 0; n < turns; n += 1) {
    waits.alone.push(...(await steady(intake)));
    waits.floor.push(...(await besideFlood(of, () => steady(intake))));
    const { result, sent, unread, answered } = await underFlood({ ...of, port }, () =>
      steady(intake),
    );
    waits.under.push(...result);
    total.sent += sent;
    total.unread += unread;
    for (const [status, count] of Object.entries(answered))
      total.answered[status] = (total.answered[status] ?? 0) + count;
  }
  const [alone, floor, under] = [p99(waits.alone), p99(waits.floor), p99(waits.under)];
  print(
    `flood of ${flood}/s by one client: ${total.sent} sent, answered ${JSON.stringify(total.answered)}, ` +
      `${total.unread} left unread; another one's p99 ${alone.toFixed(1)} ms before, ${under.toFixed(1)} ms ` +
      `meanwhile, ${floor.toFixed(1)} ms beside the same flood of somebody else's port`,
  );
  print(`  slower by ${judge(under / alone, GOALS.slowdown)}`);
  if (notTaken > 0) print(`  ${notTaken} events of others were not taken`);
  if (!total.answered['429'] || notTaken > 0) missed += 1;
}

const folder = await mkdtemp(join(tmpdir(), 'handrail-bench-access-'));
const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
const issuer = await TestIssuer.start();
const authority = new TestAuthority('handrail bench');

async function startIntake(name: string, env: Record<string, string>): Promise<ChildProcess> {
  const masterKeyFile = join(folder, `${name}.key`);
  await writeFile(masterKeyFile, randomBytes(32).toString('base64'));
  return fork(resolve(import.meta.dirname, 'mllp-intake.ts'), {
    execArgv: ['--no-warnings', '--import', './scripts/typescript.mjs'],
    env: {
      ...process.env,
      ...{ HANDRAIL_DATABASE_URL: postgres.url, HANDRAIL_DATABASE_PREFIX: `${name}_` },
      ...{ HANDRAIL_DATA_DIR: join(folder, name), HANDRAIL_MASTER_KEY_FILE: masterKeyFile },
      ...{ HANDRAIL_PORT: '0', HANDRAIL_MLLP_PORT: '0', HANDRAIL_LOG_LEVEL: 'silent' },
      ...env,
    },
  });
}

async function ready(child: ChildProcess, more: Pick<Intake, 'headers' | 'tls'>): Promise<Intake> {
  const [{ url, mllpPort }] = (await once(child, 'message')) as [{ url: string; mllpPort: number }];
  return { child, url, mllpPort, ...more };
}

/** Certificates of both ends, and who may speak as whom. */
async function certified(): Promise<Record<string, string>> {
  const { certificate, key } = authority.issue({ names: ['dns:hub.test', 'ip:127.0.0.1'] });
  const senders = `senders:\n  - certificate: dns:adt.lakeside.test\n    speaks: [{ application: CAREAPP, facility: LAKESIDE }]\n`;
  const files = {
    CERT: ['cert.pem', certificate],
    KEY: ['key.pem', key],
    CA: ['ca.pem', authority.certificate],
  } as const;
  for (const [name, text] of Object.values(files)) await writeFile(join(folder, name), text);
  await writeFile(join(folder, 'senders.yaml'), senders);
  return {
    ...Object.fromEntries(
      Object.entries(files).map(([name, [file]]) => [
        `HANDRAIL_MLLP_TLS_${name}_FILE`,
        join(folder, file),
      ]),
    ),
    HANDRAIL_MLLP_SENDERS_FILE: join(folder, 'senders.yaml'),
  };
}

const children: ChildProcess[] = [];
try {
  children.push(
    await startIntake('bare', { BENCH_WITHOUT_ACCESS: 'true' }),
    await startIntake('whole', { HANDRAIL_ISSUER: issuer.url, ...(await certified()) }),
  );
  const token = await issuer.token({
    claims: { sub: 'client-7', client_id: 'client-7', roles: ['sender'] },
  });
  const sender = authority.issue({ names: ['dns:adt.lakeside.test'] });
  const [bare, whole] = await Promise.all([
    ready(children[0]!, { headers: {}, tls: undefined }),
    ready(children[1]!, {
      headers: { authorization: `Bearer ${token}` },
      tls: { cert: sender.certificate, key: sender.key, ca: authority.certificate },
    }),
  ]);
  const both = [bare, whole] as const;
  await compare('events over HTTP', both, overHttp, (a, b) => a.perSecond / b.perSecond);
  await compare(
    'messages over MLLP',
    both,
    overMllp,
    (a, b) => b.cpuSecondsPer1000 / a.cpuSecondsPer1000,
  );
  if ('flood'.includes(options.only)) await flooded(whole, issuer);
} finally {
  for (const child of children) {
    child.send('stop');
    await once(child, 'exit');
  }
  await issuer.stop();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = missed > 0 ? 1 : 0;
