import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { INBOUND_TOPIC } from '@handrail/contracts';
import { createPostgresEventLog, type EventLog } from '@handrail/messaging';
import {
  createLogger,
  freePort,
  MEMORY_ENVIRONMENT,
  MEMORY_FLAGS,
  startEmbeddedPostgres,
} from '@handrail/platform';
import { MllpSender } from './mllp-sender.js';
import { worstInputs, type WorstInput } from './worst-inputs.js';
import { sendOver, type Doors } from './worst-sending.js';

// The worst inputs of allowed size for each way into intake, one after the other: how long its event loop
// stands at most, how much memory it takes, and what it answers. Then twenty hostile connections beside a
// normal feed; `--hostile TEXT` is those alone, with the inputs whose name has it. Ends with 1 when a goal is missed. Times on the processor are what is judged, because on a
// busy machine the clock also counts what others do.
const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    hostile: { type: 'string' },
    seconds: { type: 'string', default: '20' },
    rate: { type: 'string', default: '50' },
  },
});
const [seconds, rate] = [Number(options.seconds), Number(options.rate)];
const GOALS = { stretchMs: 50, rssMb: 300, slowdown: 2 } as const;
const HOSTILE = 20;
const FEED_CONNECTIONS = 5;

interface Figures {
  readonly clockMs: number;
  readonly processorMs: number;
  readonly rssBytes: number;
}

interface Around extends Doors {
  readonly child: ChildProcess;
  readonly log: EventLog;
}

const sleep = (ms: number) => new Promise((wait) => setTimeout(wait, ms));
const figuresOf = async (child: ChildProcess): Promise<Figures> => {
  child.send('figures');
  return ((await once(child, 'message')) as [Figures])[0];
};

/** Published in one piece; answered when as many messages more are stored. */
async function overTopic({ log, url }: Around, input: WorstInput, run: string): Promise<string> {
  const before = await storedOf(url);
  const count = input.times ?? 20;
  await log.publish(
    Array.from({ length: count }, (_, at) => ({
      ...{ topic: INBOUND_TOPIC, key: `${run}${at}`, value: input.make(`${run}${at}`) },
      headers: { 'content-type': input.contentType },
    })),
  );
  while ((await storedOf(url)) < before + count) await sleep(50);
  return `${count} stored`;
}

async function storedOf(url: string): Promise<number> {
  const answer = await fetch(`${url}/v1/messages/summary`);
  return ((await answer.json()) as { total: number }).total;
}

const send = (around: Around, input: WorstInput, run: string): Promise<string> =>
  input.way === 'topic' ? overTopic(around, input, run) : sendOver(around, input, input.make(run));

let missed = 0;
const judged = (value: number, goal: number, unit: string, digits = 0): string => {
  const isMissed = value > goal;
  if (isMissed) missed += 1;
  return `${value.toFixed(digits)} ${unit}${isMissed ? ' (MISSED)' : ''}`;
};

async function measureInputs(around: Around): Promise<void> {
  const line = (...cells: readonly string[]) =>
    process.stdout.write(
      `${cells.map((cell, at) => cell.padEnd([14, 52, 24, 12, 18, 10][at]!)).join('')}\n`,
    );
  line('way in', 'input', 'longest on processor', 'by clock', 'resident', 'answer');
  for (const [at, input] of worstInputs.entries()) {
    if (!`${input.way} ${input.name}`.includes(options.only)) continue;
    await figuresOf(around.child);
    const from = performance.now();
    const answer = await send(around, input, `w${Date.now().toString(36)}${at}`);
    const tookMs = performance.now() - from;
    await sleep(200);
    const { clockMs, processorMs, rssBytes } = await figuresOf(around.child);
    line(
      input.way,
      input.name,
      judged(processorMs, GOALS.stretchMs, 'ms'),
      `${clockMs.toFixed(0)} ms`,
      judged(rssBytes / 1_048_576, GOALS.rssMb, 'MB'),
      `${answer} in ${tookMs.toFixed(0)} ms`,
    );
  }
}

const stampOf = () => new Date().toISOString().replace(/[-:T]|\.\d+Z$/g, '');

interface Answered {
  readonly p99: number;
  /** In each second, in milliseconds. */
  readonly slowest: readonly number[];
}

/** A normal feed: messages at their time over a few connections, and how long their answers took. */
async function feed({ mllpPort }: Around, run: string): Promise<Answered> {
  const senders = await Promise.all(
    Array.from({ length: FEED_CONNECTIONS }, () => MllpSender.open(mllpPort)),
  );
  const from = performance.now();
  for (let n = 0; n < rate * seconds; n += 1) {
    const early = from + (n / rate) * 1_000 - performance.now();
    if (early > 1) await sleep(early);
    const id = `${run}f${n % 400}`;
    const trigger = ['A01', 'A08', 'A03'][Math.floor(n / 400) % 3]!;
    senders[n % senders.length]!.send(
      `${run}-${n}`,
      `MSH|^~\\&|FEED|NORTH|NET|HUB|${stampOf()}+0000||ADT^${trigger}|${run}-${n}|P|2.5.1\r` +
        `EVN|${trigger}|${stampOf()}+0000\rPID|1||${id}^^^FEED^MR||||19800102|F\r` +
        `PV1|1|I|W1|||||||DETOX|||||||||V${id}\r`,
    );
  }
  const reports = await Promise.all(senders.map((sender) => sender.finish(120_000)));
  const times = reports.flatMap(({ latenciesMs }) => latenciesMs).sort((a, b) => a - b);
  const refused = reports.reduce((sum, report) => sum + report.refused, 0);
  if (times.length < rate * seconds || refused > 0) {
    missed += 1;
    process.stdout.write(
      `the feed was not taken in: ${times.length} answers, ${refused} refused\n`,
    );
  }
  const slowest = Array.from({ length: seconds }, () => 0);
  for (const { latenciesMs, sentAtMs } of reports)
    for (const [at, ms] of latenciesMs.entries()) {
      const second = Math.min(seconds - 1, Math.floor((sentAtMs[at]! - from) / 1_000));
      slowest[second] = Math.max(slowest[second]!, ms);
    }
  return { p99: times[Math.floor(times.length * 0.99)] ?? NaN, slowest };
}

/**
 * Twenty hostile connections from a process of their own, which yields the processor to everybody else:
 * strangers do not make their payloads on our machine, and must not hold up who measures the feed.
 */
async function startAttackers({ url, mllpPort }: Around, filter: string) {
  const attackers = fork(new URL('./worst-attackers.ts', import.meta.url), {
    env: {
      ...process.env,
      ATTACK: JSON.stringify({ url, mllpPort, filter, connections: HOSTILE }),
    },
  });
  await once(attackers, 'message');
  return {
    stop: async (): Promise<number> => {
      attackers.send('stop');
      const [sent] = (await once(attackers, 'message')) as [number];
      attackers.kill();
      return sent;
    },
  };
}

const inMs = (times: readonly number[]) => times.map((ms) => ms.toFixed(0)).join(' ');

async function measureHostile(around: Around): Promise<void> {
  await feed(around, `u${Date.now().toString(36)}`);
  const alone = await feed(around, `a${Date.now().toString(36)}`);
  await figuresOf(around.child);
  const attackers = await startAttackers(around, options.hostile ?? '');
  const beside = await feed(around, `b${Date.now().toString(36)}`);
  const { processorMs, rssBytes } = await figuresOf(around.child);
  const sent = await attackers.stop();
  process.stdout.write(
    [
      `a feed of ${rate} messages a second alone: p99 ${alone.p99.toFixed(1)} ms`,
      `beside ${HOSTILE} hostile connections (${sent} inputs): p99 ${beside.p99.toFixed(1)} ms, ` +
        judged(beside.p99 / alone.p99, GOALS.slowdown, 'times as long', 1),
      `the slowest answer of each second, alone: ${inMs(alone.slowest)}`,
      `and beside them: ${inMs(beside.slowest)}`,
      `meanwhile the longest stretch was ${judged(processorMs, GOALS.stretchMs, 'ms')}, ` +
        `resident ${judged(rssBytes / 1_048_576, GOALS.rssMb, 'MB')}`,
      '',
    ].join('\n'),
  );
}

const folder = await mkdtemp(join(tmpdir(), 'handrail-bench-worst-'));
const masterKeyFile = join(folder, 'master.key');
await writeFile(masterKeyFile, randomBytes(32).toString('base64'));
const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
const [port, mllpPort] = [await freePort(), await freePort()];
const url = `http://127.0.0.1:${port}`;
// As it is built and started, in a process of its own: what it takes is then its own.
const child = fork(resolve('apps/intake/dist/src/main.js'), {
  execArgv: ['--no-warnings', ...MEMORY_FLAGS, '--import', './test/bench/loop-watch.mjs'],
  env: {
    ...process.env,
    ...MEMORY_ENVIRONMENT,
    HANDRAIL_DATABASE_URL: postgres.url,
    HANDRAIL_DATA_DIR: folder,
    HANDRAIL_MASTER_KEY_FILE: masterKeyFile,
    HANDRAIL_PORT: String(port),
    HANDRAIL_MLLP_PORT: String(mllpPort),
    HANDRAIL_LOG_LEVEL: 'error',
  },
});
const log = createPostgresEventLog({
  url: postgres.url.replace(/\/[^/]*$/, '/handrail_log'),
  logger: createLogger({ level: 'error' }),
});
try {
  while (!(await fetch(`${url}/health/ready`).catch(() => null))?.ok) await sleep(100);
  const around = { child, url, mllpPort, log };
  // What runs for the first time is compiled first.
  const warmUp = worstInputs.filter(({ name }) =>
    /no events|8 MB of text|repeat|segments/.test(name),
  );
  for (const [at, input] of warmUp.entries())
    await send(around, input, `c${Date.now().toString(36)}${at}`);
  if (options.hostile === undefined) await measureInputs(around);
  if (!options.only) await measureHostile(around);
  process.stdout.write(
    missed === 0 ? 'every goal is met\n' : `${missed} figures miss their goal\n`,
  );
  process.exitCode = missed === 0 ? 0 : 1;
} finally {
  await log.close();
  child.kill('SIGTERM');
  await once(child, 'exit');
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
