import pg from 'pg';
import { createKafkaEventLog, createPostgresEventLog } from '@handrail/messaging';
import { HOP_INPUT, HOP_OUTPUT, openHop } from '@handrail/testing';
import { startTutorialHop, type TutorialHop } from './tutorial-hop.js';

// One contender in a process of its own, so that its CPU and memory are its own. It answers on its IPC
// channel when asked for its figures.
const env = (name: string): string => process.env[name] ?? '';

let roundTrips = 0;
type Query = (...args: unknown[]) => unknown;
const prototype = pg.Client.prototype as unknown as { query: Query };
const query = prototype.query;
prototype.query = function countingQuery(...args: unknown[]) {
  roundTrips += 1;
  return query.apply(this, args);
};

/** What the hop of the engine does: one more is counted, and told. */
const COUNTING: TutorialHop = {
  name: 'tutorial',
  reads: HOP_INPUT,
  writes: HOP_OUTPUT,
  decide: ({ n }, { personId }) => ({
    state: { n: Number(n ?? 0) + 1 },
    next: { key: String(personId), data: { personId, openedAt: new Date() } },
  }),
};

async function start(): Promise<() => Promise<void>> {
  const brokers = env('HOP_KAFKA_BROKERS').split(',');
  if (env('HOP_KIND') === 'tutorial')
    return await startTutorialHop(COUNTING, env('HOP_DATABASE_URL'), brokers);
  const eventLog =
    env('HOP_KIND') === 'kafka'
      ? await createKafkaEventLog({ brokers, clientId: 'bench' })
      : createPostgresEventLog({ url: env('HOP_LOG_URL') });
  const hop = await openHop({ databaseUrl: env('HOP_DATABASE_URL'), eventLog, service: 'bench' });
  await hop.engine.start({ consumer: true, relay: true, timers: true });
  return async () => {
    await hop.engine.stop();
    await eventLog.close();
    await hop.close();
  };
}

const stop = await start();
process.on('message', (message) => {
  if (message === 'figures') {
    const { user, system } = process.cpuUsage();
    const rssBytes = process.memoryUsage.rss();
    process.send!({ cpuSeconds: (user + system) / 1e6, rssBytes, roundTrips });
  } else void stop().then(() => process.exit(0));
});
process.send!('started');
