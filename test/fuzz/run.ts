import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '@handrail/platform';
import { startKafka } from '@handrail/testing';
import { campaign } from './campaign.js';
import { troublesOf } from './troubles.js';
import { RunningProduct } from './running-product.js';

// Sends mutated messages and requests over every way in to a product that begins empty:
//   npm run test:fuzz -- --seed 7 --count 200000 --log postgres|kafka|both [--only PART OF A WAY] [--minutes 40]

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '100000' },
    log: { type: 'string', default: 'postgres' },
    only: { type: 'string' },
    minutes: { type: 'string' },
  },
});

const say = (line: string) => process.stdout.write(`${line}\n`);

/** A line every ten seconds at most. */
function seldom(show: (line: string) => void): (line: string) => void {
  let next = 0;
  return (line) => {
    if (performance.now() < next) return;
    next = performance.now() + 10_000;
    show(line);
  };
}

async function run(log: string): Promise<boolean> {
  const kafka = log === 'kafka' ? await startKafka() : undefined;
  if (kafka && 'unavailable' in kafka) {
    say(`NOT RUN on kafka: ${kafka.unavailable}`);
    return false;
  }
  const env: Record<string, string> = kafka
    ? { HANDRAIL_EVENT_LOG: 'kafka', HANDRAIL_KAFKA_BROKERS: kafka.brokers.join(',') }
    : {};
  const started = performance.now();
  const product = await RunningProduct.start(env);
  try {
    const report = await campaign(product, {
      seed: Number(options.seed),
      count: Number(options.count),
      only: options.only,
      minutes: options.minutes === undefined ? undefined : Number(options.minutes),
      onFailure: (line) => say(`  ${log}: FAILED ${line}`),
      onProgress: seldom((line) => say(`  ${log}: ${line}`)),
    });
    const troubles = troublesOf(report);
    say(JSON.stringify({ ...report, failures: undefined }, null, 1));
    for (const trouble of troubles) say(`TROUBLE ${trouble}`);
    const seconds = Math.round((performance.now() - started) / 1_000);
    say(`${log}, seed ${options.seed}: ${troubles.length} troubles in ${seconds} s`);
    return troubles.length === 0;
  } finally {
    await product.stop();
    await kafka?.close();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'handrail-fuzz-'));
// Nobody pulls the plug here: without waiting for the disk, more is sent in the same time.
const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), durable: false });
process.env['HANDRAIL_TEST_DATABASE_URL'] = postgres.url;
let isWell = true;
// Until the end says otherwise: a run that stops half way has not gone well.
process.exitCode = 1;
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error: unknown) => {
    isWell = false;
    say(`TROUBLE ${event}: ${error instanceof Error ? error.stack : String(error)}`);
  });
try {
  for (const log of options.log === 'both' ? ['postgres', 'kafka'] : [options.log])
    isWell = (await run(log)) && isWell;
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exit(isWell ? 0 : 1);
