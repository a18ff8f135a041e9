import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '@handrail/platform';
import { MllpSender, type SenderReport } from './mllp-sender.js';

// A steady feed over many MLLP connections: every message is stored, matched and applied before it is
// acknowledged. Prints whether any was lost, the tail of the acknowledgements, and intake's memory over
// time. Messages come at their time whether or not the ones before are acknowledged, so that a slow
// moment is measured and not waited out.
const { values: options } = parseArgs({
  options: {
    rate: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '60' },
    connections: { type: 'string', default: '20' },
  },
});
const [rate, seconds, connections] = [options.rate, options.seconds, options.connections].map(
  Number,
) as [number, number, number];
const WARM_UP_SECONDS = 5;
const VISITS = 4_000;

const stamp = (at: number) =>
  `${new Date(at)
    .toISOString()
    .replace(/[-:T]|\.\d+Z$/g, '')
    .slice(0, 14)}+0000`;

/** A visit's life: admitted, corrected, moved, discharged, and the next person in its bed. */
const TRIGGERS = ['A01', 'A08', 'A02', 'A08', 'A03'] as const;

/** Sounds for made-up names: as varied as those of a city, so that likeness is as rare as there. */
const SOUNDS = [
  'ba',
  'cor',
  'del',
  'fan',
  'gri',
  'hol',
  'jan',
  'kem',
  'lu',
  'mer',
  'nov',
  'pet',
  'ros',
  'sti',
  'tol',
  'vin',
  'wes',
  'yar',
];

function made(n: number, sounds: number): string {
  let [name, rest] = ['', (n * 2_654_435_761) >>> 0];
  for (let at = 0; at < sounds; at += 1, rest = Math.floor(rest / SOUNDS.length))
    name += SOUNDS[rest % SOUNDS.length]!;
  return name.toUpperCase();
}

const born = (n: number) =>
  new Date(Date.UTC(1950, 0, 1) + ((n * 7_919) % 20_000) * 86_400_000)
    .toISOString()
    .slice(0, 10)
    .replaceAll('-', '');

function message(run: string, n: number): { readonly control: string; readonly text: string } {
  const visit = `${run}-${n % VISITS}-${Math.floor(n / (VISITS * TRIGGERS.length))}`;
  const person = (n % VISITS) + VISITS * Math.floor(n / (VISITS * TRIGGERS.length));
  const trigger = TRIGGERS[Math.floor(n / VISITS) % TRIGGERS.length]!;
  const control = `${run}-${n}`;
  const at = stamp(Date.now());
  const text = [
    `MSH|^~\\&|BENCH|NORTH|NET|HUB|${at}||ADT^${trigger}|${control}|P|2.5.1`,
    `EVN|${trigger}|${at}`,
    `PID|1||M${visit}^^^BENCH&1.2.9&ISO^MR||${made(person, 4)}^${made(person + 7, 3)}||${born(person)}|${person % 2 ? 'F' : 'M'}`,
    `PV1|1|I|W${n % 40}^1^A|||||||DETOX|||||||||V${visit}|||||||||||||||||${trigger === 'A03' ? '01' : ''}`,
    '',
  ].join('\r');
  return { control, text };
}

const sleep = (ms: number) => new Promise((wait) => setTimeout(wait, ms));

async function feed(senders: readonly MllpSender[], run: string, forSeconds: number) {
  const from = performance.now();
  let lateMs = 0;
  for (let n = 0; n < rate * forSeconds; n += 1) {
    const due = from + (n / rate) * 1_000;
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    lateMs = Math.max(lateMs, performance.now() - due);
    const { control, text } = message(run, n);
    senders[n % senders.length]!.send(control, text);
  }
  return lateMs;
}

interface Figures {
  readonly rssBytes: number;
  readonly cpuSeconds: number;
}

async function figuresOf(child: ChildProcess): Promise<Figures> {
  child.send('figures');
  return ((await once(child, 'message')) as [Figures])[0];
}

async function measure(child: ChildProcess, mllpPort: number, run: string, forSeconds: number) {
  const senders = await Promise.all(
    Array.from({ length: connections }, () => MllpSender.open(mllpPort)),
  );
  const memory: number[] = [];
  const before = await figuresOf(child);
  const watching = setInterval(() => {
    void figuresOf(child).then(({ rssBytes }) => memory.push(rssBytes / 1_048_576));
  }, 5_000);
  const from = performance.now();
  const lateMs = await feed(senders, run, forSeconds);
  const reports = await Promise.all(senders.map((sender) => sender.finish(60_000)));
  const tookSeconds = (performance.now() - from) / 1_000;
  clearInterval(watching);
  const after = await figuresOf(child);
  const cpu = (after.cpuSeconds - before.cpuSeconds) / tookSeconds;
  return { reports, memory, lateMs, tookSeconds, cpu };
}

const sum = (reports: readonly SenderReport[], pick: (report: SenderReport) => number) =>
  reports.reduce((total, report) => total + pick(report), 0);

async function storedOf(url: string): Promise<number> {
  const answer = await fetch(`${url}/v1/messages/summary`);
  return ((await answer.json()) as { total: number }).total;
}

const folder = await mkdtemp(join(tmpdir(), 'handrail-bench-mllp-'));
const masterKeyFile = join(folder, 'master.key');
await writeFile(masterKeyFile, randomBytes(32).toString('base64'));
const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
const child = fork(resolve(import.meta.dirname, 'mllp-intake.ts'), {
  execArgv: ['--no-warnings', '--import', './scripts/typescript.mjs'],
  env: {
    ...process.env,
    HANDRAIL_DATABASE_URL: postgres.url,
    HANDRAIL_DATA_DIR: folder,
    HANDRAIL_MASTER_KEY_FILE: masterKeyFile,
    HANDRAIL_PORT: '0',
    HANDRAIL_MLLP_PORT: '0',
    HANDRAIL_LOG_LEVEL: 'warn',
  },
});
try {
  const [{ url, mllpPort }] = (await once(child, 'message')) as [{ url: string; mllpPort: number }];
  await measure(child, mllpPort, `w${Date.now()}`, WARM_UP_SECONDS);
  const storedBefore = await storedOf(url);
  const run = await measure(child, mllpPort, `r${Date.now()}`, seconds);
  const { reports, memory } = run;
  const sent = sum(reports, (report) => report.sent);
  const stored = (await storedOf(url)) - storedBefore;
  const times = reports.flatMap(({ latenciesMs }) => latenciesMs).sort((a, b) => a - b);
  const at = (share: number) =>
    (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN).toFixed(1);
  const half = Math.floor(memory.length / 2);
  const most = (part: readonly number[]) => Math.max(0, ...part).toFixed(0);
  process.stdout.write(
    [
      `${sent} messages at ${rate}/s over ${connections} MLLP connections for ${seconds} s`,
      `acknowledged AA ${sum(reports, (r) => r.acknowledged)}, refused ${sum(reports, (r) => r.refused)}, ` +
        `without acknowledgement ${sent - times.length}, out of order ${sum(reports, (r) => r.outOfOrder)}, stored ${stored}`,
      `lost: ${
        sent -
        Math.min(
          stored,
          sum(reports, (r) => r.acknowledged),
        )
      } (wanted: 0)`,
      `acknowledgement after storing: p50 ${at(0.5)} ms, p90 ${at(0.9)} ms, p99 ${at(0.99)} ms, slowest ${at(1)} ms`,
      `memory of intake: at most ${most(memory.slice(0, half))} MB in the first half, ${most(memory.slice(half))} MB in the second (wanted: flat)`,
      `processor of intake: ${run.cpu.toFixed(2)} cores; the feed was late by at most ${run.lateMs.toFixed(0)} ms; took ${run.tookSeconds.toFixed(1)} s`,
      '',
    ].join('\n'),
  );
} finally {
  child.send('stop');
  await once(child, 'exit');
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
