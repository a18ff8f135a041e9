import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { createKafkaEventLog, createPostgresEventLog, type EventLog } from '@handrail/messaging';
import { startEmbeddedPostgres, withDatabase, type EmbeddedPostgres } from '@handrail/platform';
import { startControlledKafka } from '@handrail/testing';
import { measureBacklog } from './backlog.js';
import { ServerFigures } from './database-figures.js';
import {
  checkoutOf,
  groupOf,
  Installation,
  SERVICES,
  thisCheckout,
  type Checkout,
} from './installation.js';
import { measureAt, searchSustained, type Bench } from './measure.js';
import { printBacklog, printDearest, printFigures, printHot, printTutorial } from './print.js';
import { ProcessorTime } from './processor-time.js';
import { measureTutorialChain } from './tutorial-chain.js';

// The whole product as a user starts it: five processes, a log and a PostgreSQL, under a load that comes
// whether or not it is kept up with. Finds the rate at which nothing piles up, and measures at a half of it
// what an event costs and how long a person waits. With `--against REV` another revision takes turns with
// this tree, on the same machine, in the same run.
const { values: options } = parseArgs({
  options: {
    against: { type: 'string' },
    log: { type: 'string', default: 'postgres' },
    turns: { type: 'string', default: '1' },
    quick: { type: 'boolean', default: false },
    /** Measures at this rate alone. */
    rate: { type: 'string' },
    seconds: { type: 'string' },
    /** Sends so many events of one person beside the load of everybody else, and does nothing else. */
    hot: { type: 'string' },
    /** Sends for so many seconds while only intake runs, and measures how the others catch up. */
    backlog: { type: 'string' },
    /** Measures only the chain of four hops as tutorials write it, which else comes last. */
    tutorial: { type: 'boolean', default: false },
    /** Runs so many processes of each service. */
    processes: { type: 'string', default: '1' },
    /** Prints so many of the dearest statements. */
    statements: { type: 'string', default: '0' },
  },
});
const stepSeconds = Number(options.seconds ?? (options.quick ? 8 : 30));

async function startServer(folder: string): Promise<EmbeddedPostgres> {
  const first = await startEmbeddedPostgres({ dataDir: folder });
  const client = new pg.Client({ connectionString: first.url });
  await client.connect();
  for (const setting of [
    `shared_preload_libraries = 'pg_stat_statements'`,
    `pg_stat_statements.max = 5000`,
    `shared_buffers = '512MB'`,
  ])
    await client.query(`ALTER SYSTEM SET ${setting}`);
  await client.end();
  await first.stop();
  return await startEmbeddedPostgres({ dataDir: folder });
}

const hotSeconds = Number(options.seconds ?? 120);

/** Everybody else's waits without and beside one person of whom thousands of things are told. */
async function measureHot(bench: Bench, events: number): Promise<void> {
  const others = Number(options.rate ?? 100);
  const alone = await measureAt(bench, others, 30);
  const hot = events / hotSeconds;
  const beside = await measureAt(bench, others + hot, hotSeconds, hot / (others + hot));
  printHot(bench.name, { others, events, seconds: hotSeconds }, { alone, beside });
  process.stdout.write(
    `  parked               ${(await parkedBy(bench)).join(', ') || 'nothing'}\n`,
  );
}

/** What was given up, by the service that did. */
async function parkedBy({ services }: Bench): Promise<string[]> {
  const all = await Promise.all(
    SERVICES.map(async (name) => {
      const answer = await fetch(`${services.url(name)}/v1/status`);
      const { parked } = (await answer.json()) as { parked: { count: number } };
      return parked.count > 0 ? [`${parked.count} by ${name}`] : [];
    }),
  );
  return all.flat();
}

/** The four hops as tutorials write them, on a broker and a server of their own, once everything else is gone. */
async function measureTutorial(sustained: number | undefined): Promise<void> {
  const kafka = await startControlledKafka();
  if (!('brokers' in kafka)) {
    process.stdout.write(`  the tutorial chain was left out: no Kafka broker can be had\n`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'handrail-bench-tutorial-'));
  const server = await startServer(folder);
  try {
    const figures = await measureTutorialChain(
      server.url,
      kafka.brokers,
      options.quick ? 600 : 3_000,
    );
    printTutorial(figures, sustained);
  } finally {
    await server.stop();
    await kafka.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Answers what was sustained, where that was looked for. */
async function measureOne(checkout: Checkout, log: string): Promise<number | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-bench-server-'));
  const kafka = log === 'kafka' ? await startControlledKafka() : undefined;
  if (kafka && !('brokers' in kafka)) throw new Error('no Kafka broker can be had');
  const server = await startServer(folder);
  const env = {
    HANDRAIL_DATABASE_URL: server.url,
    ...(kafka ? { HANDRAIL_KAFKA_BROKERS: kafka.brokers.join(',') } : {}),
  };
  const services = await Installation.start(checkout, env, {
    log,
    processes: Number(options.processes),
  });
  const sender: ChildProcess = fork(new URL('./sender.ts', import.meta.url));
  await once(sender, 'message');
  const eventLog: EventLog = kafka
    ? await createKafkaEventLog({ brokers: kafka.brokers, clientId: 'bench-watch' })
    : createPostgresEventLog({ url: withDatabase(server.url, 'handrail_log') });
  const figures = await ServerFigures.open(server.url);
  // The services, the server and the broker of the run are children of this process.
  const processors = new ProcessorTime([process.pid], groupOf);
  const name = `${checkout.name} on ${log}`;
  const bench: Bench = { services, sender, eventLog, figures, processors, name };
  try {
    // What runs for the first time is compiled first, and plans are made for tables that hold something: the
    // server looks at tables once a minute, which a quick run does not wait for.
    await measureAt(bench, 150, options.quick ? 15 : 60);
    await figures.lookAtTables();
    if (options.hot) {
      await measureHot(bench, Number(options.hot));
      return undefined;
    }
    if (options.backlog) {
      const rate = Number(options.rate ?? 100);
      printBacklog(bench.name, await measureBacklog(bench, rate, Number(options.backlog)));
      return undefined;
    }
    const sustained = options.rate
      ? Number(options.rate) * 2
      : await searchSustained(bench, stepSeconds);
    await figures.forget();
    const half = await measureAt(bench, sustained / 2, stepSeconds);
    printFigures(bench.name, options.rate ? undefined : sustained, half);
    for (const by of ['time', 'calls', 'wal'] as const)
      printDearest(await figures.dearest(Number(options.statements), by), half.sent, by);
    return options.rate ? undefined : sustained;
  } finally {
    processors.stop();
    await figures.close();
    await eventLog.close();
    sender.kill();
    await services.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const checkouts = [thisCheckout(), ...(options.against ? [checkoutOf(options.against)] : [])];
let sustained: number | undefined;
try {
  for (let turn = 0; turn < Number(options.turns) && !options.tutorial; turn += 1)
    for (const log of options.log === 'both' ? ['postgres', 'kafka'] : [options.log])
      for (const checkout of checkouts) {
        const held = await measureOne(checkout, log);
        if (checkout === checkouts[0]) sustained = held;
      }
  if (!options.rate && !options.hot && !options.backlog) await measureTutorial(sustained);
} finally {
  for (const checkout of checkouts) checkout.remove();
}
