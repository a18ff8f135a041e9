import { createKafkaEventLog, createPostgresEventLog, topicSpecs } from '@handrail/messaging';
import { kafkaSecurityOfRun } from '../kafka/run-security.js';
import { openHop } from './hop.js';

// One hop as a process of its own, so that a test can kill it. Everything comes from the environment:
// HOP_SERVICE, HOP_DATABASE_URL, HOP_KAFKA_BROKERS or HOP_LOG_URL, and HOP_DISCARD for a parked event.
const setting = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
};

const brokers = process.env['HOP_KAFKA_BROKERS'];
const eventLog = brokers
  ? await createKafkaEventLog({
      brokers: brokers.split(','),
      clientId: setting('HOP_SERVICE'),
      ...kafkaSecurityOfRun(),
      instanceId: setting('HOP_SERVICE'),
      timing: { sessionTimeoutMs: 6_000, rebalanceTimeoutMs: 6_000 },
    })
  : createPostgresEventLog({ url: setting('HOP_LOG_URL') });
await eventLog.ensureTopics(topicSpecs());
const hop = await openHop({
  databaseUrl: setting('HOP_DATABASE_URL'),
  eventLog,
  service: setting('HOP_SERVICE'),
});
await hop.engine.start({ consumer: true, relay: true, timers: true });
process.stdout.write('started\n');

// A person who gives a parked event up.
const discarded = process.env['HOP_DISCARD'];
if (discarded) await hop.engine.discardParked(discarded, 'given up by the test');

process.once('SIGTERM', () => {
  void hop.engine
    .stop()
    .then(() => eventLog.close())
    .then(() => hop.close())
    .then(() => process.exit(0));
});
