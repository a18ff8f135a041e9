import type { Admin } from 'kafkajs';
import type { TopicSpec } from '../../log/event-log.js';
import { createClient, type ClientSettings } from './kafka-client.js';
import { whyOf } from './kafka-error.js';

const READY_WITHIN_MS = 30_000;
const TRY_AGAIN_AFTER_MS = 500;
const CREATE_TIMEOUT_MS = 10_000;

/**
 * What every topic of ours is created with. `uncompressed`: kafkajs reads gzip only, and with this the
 * broker unpacks whatever other producers send (our own records are not compressed, so it costs
 * nothing). `LogAppendTime`: the time of a record is when the log took it, whatever a producer's clock
 * says.
 */
export const TOPIC_CONFIG = {
  'compression.type': 'uncompressed',
  'message.timestamp.type': 'LogAppendTime',
} as const;

/** Creates what is missing and waits until every partition has a leader. */
export async function ensureTopics(
  settings: ClientSettings,
  topics: readonly TopicSpec[],
): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  for (let attempt = 1; ; attempt += 1) {
    const client = createClient(settings);
    const admin = client.kafka.admin();
    try {
      await admin.connect();
      await createMissing(admin, topics);
      if (await haveLeaders(admin, topics, settings)) return;
    } catch (error) {
      if (Date.now() > until)
        throw new Error(`Kafka topics are not ready: ${whyOf(error)}`, { cause: error });
      settings.logger.warn('waiting for Kafka', { reason: whyOf(error), attempt });
    } finally {
      await admin.disconnect().catch(() => undefined);
      client.destroy();
    }
    await new Promise((resume) => setTimeout(resume, TRY_AGAIN_AFTER_MS));
  }
}

async function createMissing(admin: Admin, topics: readonly TopicSpec[]): Promise<void> {
  const present = new Set(await admin.listTopics());
  const missing = topics.filter(({ name }) => !present.has(name));
  if (missing.length === 0) return;
  await admin.createTopics({
    timeout: CREATE_TIMEOUT_MS,
    topics: missing.map(({ name, partitions, retentionMs }) => ({
      topic: name,
      numPartitions: partitions,
      configEntries: Object.entries({
        ...TOPIC_CONFIG,
        ...(retentionMs === undefined ? {} : { 'retention.ms': String(retentionMs) }),
      }).map(([entry, value]) => ({ name: entry, value })),
    })),
  });
}

async function haveLeaders(
  admin: Admin,
  topics: readonly TopicSpec[],
  { logger }: ClientSettings,
): Promise<boolean> {
  const { topics: found } = await admin.fetchTopicMetadata({
    topics: topics.map(({ name }) => name),
  });
  const counts = new Map(found.map(({ name, partitions }) => [name, partitions.length]));
  for (const { name, partitions } of topics) {
    const count = counts.get(name) ?? 0;
    if (count > 0 && count !== partitions)
      logger.warn('a topic has another number of partitions than expected', { topic: name, count });
  }
  return found.every(
    ({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0),
  );
}
