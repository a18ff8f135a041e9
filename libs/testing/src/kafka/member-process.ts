import { createInterface } from 'node:readline';
import { createKafkaEventLog, createPostgresEventLog } from '@handrail/messaging';
import { kafkaSecurityOfRun } from './run-security.js';

// A group member as a process of its own, so that tests can freeze and kill it. It prints what happens
// to it, one line each. With MEMBER_HOLD set it holds its batch until it reads `go`.
const setting = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
};

const lines = createInterface({ input: process.stdin });
const released = new Promise<void>((resolve) => lines.once('line', () => resolve()));
lines.once('close', () => process.exit(0));
const instanceId = process.env['MEMBER_INSTANCE'];
const timing = JSON.parse(process.env['MEMBER_TIMING'] ?? '{}') as Record<string, number>;
const url = process.env['MEMBER_LOG_URL'];
const log = url
  ? createPostgresEventLog({ url, ...timing })
  : await createKafkaEventLog({
      brokers: setting('MEMBER_BROKERS').split(','),
      clientId: 'member-process',
      timing,
      ...kafkaSecurityOfRun(),
      ...(instanceId ? { instanceId } : {}),
    });
const subscription = await log.subscribe({
  group: setting('MEMBER_GROUP'),
  topics: [setting('MEMBER_TOPIC')],
  maxBatch: 100,
  concurrency: 2,
  onBatch: async (batch) => {
    console.log(`batch ${batch.records.length}`);
    if (process.env['MEMBER_HOLD']) await released;
    console.log(batch.isStale() ? 'stale' : 'fresh');
  },
});
console.log(`joined ${subscription.assignments().length}`);
