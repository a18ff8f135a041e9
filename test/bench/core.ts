import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  createKafkaEventLog,
  createPostgresEventLog,
  topicSpecs,
  type EventLog,
} from '@handrail/messaging';
import { ensureDatabase, startEmbeddedPostgres } from '@handrail/platform';
import { HOP_OUTPUT, hopInput, startControlledKafka } from '@handrail/testing';
import { measureWholeChain } from './whole-chain.js';

// One hop (consume, inbox, state, outbox, relay, produce) on both logs, beside the same hop written the
// tutorial way, all in one run on one machine. Figures are for comparing within the run.

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', default: '100000' },
    'tutorial-events': { type: 'string', default: '10000' },
    idle: { type: 'string', default: '500' },
    'no-chain': { type: 'boolean', default: false },
  },
});
const PERSONS = 5_000;
const PADDING = 'x'.repeat(430);

interface Figures {
  readonly cpuSeconds: number;
  readonly rssBytes: number;
  readonly roundTrips: number;
}

interface Row {
  readonly contender: string;
  readonly events: number;
  readonly perSecond: number;
  readonly cpuPer1000: number;
  readonly roundTripsPerEvent: number;
  readonly rssMb: number;
  readonly idleP50Ms: number;
  readonly idleP99Ms: number;
}

type Kind = 'kafka' | 'postgres' | 'tutorial';

interface Surroundings {
  readonly serverUrl: string;
  readonly brokers: readonly string[];
}

async function figuresOf(child: ChildProcess): Promise<Figures> {
  child.send('figures');
  const [answer] = (await once(child, 'message')) as [Figures];
  return answer;
}

const sleep = (ms: number) => new Promise((wait) => setTimeout(wait, ms));

/** Counts outputs as they appear, for every contender in the same way. */
class OutputCounter {
  readonly #eventLog: EventLog;
  seen = 0;
  #waiting: { count: number; done: () => void } | undefined;

  constructor(eventLog: EventLog) {
    this.#eventLog = eventLog;
  }

  async start(): Promise<() => Promise<void>> {
    const subscription = await this.#eventLog.subscribe({
      group: `bench.counter.${Date.now()}`,
      topics: [HOP_OUTPUT],
      maxBatch: 1_000,
      concurrency: 4,
      from: 'end',
      onBatch: (batch) => {
        this.seen += batch.records.length;
        if (this.#waiting && this.seen >= this.#waiting.count) this.#waiting.done();
        return Promise.resolve();
      },
    });
    return () => subscription.stop();
  }

  async until(count: number): Promise<void> {
    if (this.seen >= count) return;
    await new Promise<void>((done) => {
      this.#waiting = { count, done };
    });
  }
}

async function preload(eventLog: EventLog, events: number): Promise<void> {
  for (let from = 0; from < events; from += 1_000)
    await eventLog.publish(
      Array.from({ length: Math.min(1_000, events - from) }, (_, n) =>
        hopInput((from + n) % PERSONS, from + n, PADDING),
      ),
    );
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

async function openLog(kind: Kind, around: Surroundings, logUrl: string): Promise<EventLog> {
  return kind === 'postgres'
    ? createPostgresEventLog({ url: logUrl })
    : await createKafkaEventLog({ brokers: around.brokers, clientId: 'bench-parent' });
}

async function measure(kind: Kind, events: number, around: Surroundings): Promise<Row> {
  const run = `bench_${kind}_${Date.now()}`;
  const databaseUrl = await ensureDatabase(around.serverUrl, run);
  const logUrl = await ensureDatabase(around.serverUrl, `${run}_log`);
  const eventLog = await openLog(kind, around, logUrl);
  await eventLog.ensureTopics(topicSpecs());
  const counter = new OutputCounter(eventLog);
  const stopCounter = await counter.start();
  await preload(eventLog, events);
  const started = performance.now();
  const child = fork(resolve(import.meta.dirname, 'hop-contender.ts'), {
    execArgv: ['--no-warnings', '--import', './scripts/typescript.mjs'],
    env: {
      ...process.env,
      HOP_KIND: kind,
      HOP_DATABASE_URL: databaseUrl,
      HOP_LOG_URL: logUrl,
      HOP_KAFKA_BROKERS: around.brokers.join(','),
    },
  });
  await once(child, 'message');
  // From the first output on: neither process start nor joining the group is part of a hop.
  await counter.until(1);
  const before = await figuresOf(child);
  const first = counter.seen;
  const from = performance.now();
  await counter.until(events);
  const seconds = (performance.now() - from) / 1_000;
  const after = await figuresOf(child);
  const done = events - first;
  process.stdout.write(`${kind}: ${events} events, up after ${Math.round(from - started)} ms\n`);
  const idle = await idleLatencies(eventLog, counter, events);
  child.send('stop');
  await once(child, 'exit');
  await stopCounter();
  await eventLog.close();
  return {
    contender: kind,
    events,
    perSecond: done / seconds,
    cpuPer1000: ((after.cpuSeconds - before.cpuSeconds) / done) * 1_000,
    roundTripsPerEvent: (after.roundTrips - before.roundTrips) / done,
    rssMb: after.rssBytes / 1_048_576,
    idleP50Ms: percentile(idle, 0.5),
    idleP99Ms: percentile(idle, 0.99),
  };
}

/** One event at a time with nothing else under way: from publishing to the output. */
async function idleLatencies(
  eventLog: EventLog,
  counter: OutputCounter,
  from: number,
): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < Number(options.idle); n += 1) {
    await sleep(20);
    const wanted = counter.seen + 1;
    const at = performance.now();
    await eventLog.publish([hopInput(n % PERSONS, from + n, PADDING)]);
    await counter.until(wanted);
    times.push(performance.now() - at);
  }
  return times.sort((a, b) => a - b);
}

function print(rows: readonly Row[]): void {
  console.table(
    Object.fromEntries(
      rows.map(({ contender, ...row }) => [
        contender,
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, round(value)])),
      ]),
    ),
  );
  const ours = rows.find((row) => row.contender === 'kafka');
  const theirs = rows.find((row) => row.contender === 'tutorial');
  if (!ours || !theirs) return;
  const speed = round(ours.perSecond / theirs.perSecond);
  const cpu = round(theirs.cpuPer1000 / ours.cpuPer1000);
  process.stdout.write(
    `Kafka hop beside the tutorial hop: ${speed} times the events/s (wanted: 10), ` +
      `1/${cpu} of its CPU per event (wanted: 1/10)\n`,
  );
}

const round = (value: number) => Math.round(value * 1_000) / 1_000;

const folder = await mkdtemp(join(tmpdir(), 'handrail-bench-'));
const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
const kafka = await startControlledKafka();
try {
  const brokers = 'unavailable' in kafka ? [] : kafka.brokers;
  if ('unavailable' in kafka)
    process.stdout.write(`Kafka is left out, there is no broker: ${kafka.unavailable}\n`);
  const around = { serverUrl: postgres.url, brokers };
  const rows: Row[] = [];
  rows.push(await measure('postgres', Number(options.events), around));
  if (brokers.length > 0) {
    rows.push(await measure('kafka', Number(options.events), around));
    rows.push(await measure('tutorial', Number(options['tutorial-events']), around));
  }
  print(rows);
  if (!options['no-chain']) await measureWholeChain(around);
} finally {
  if (!('unavailable' in kafka)) await kafka.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
