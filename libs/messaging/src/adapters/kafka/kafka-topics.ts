import type { Admin } from 'kafkajs';
import type { TopicSpec } from '../../log/event-log.js';
import { createClient, type ClientSettings } from './kafka-client.js';
import { whyOf } from './kafka-error.js';
import { kafkaTopicConfig } from './topic-config.js';

const READY_WITHIN_MS = 30_000;
const TRY_AGAIN_AFTER_MS = 500;
const CREATE_TIMEOUT_MS = 10_000;

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
    topics: missing.map((spec) => ({
      topic: spec.name,
      numPartitions: spec.partitions,
      configEntries: Object.entries(kafkaTopicConfig(spec)).map(([name, value]) => ({
        name,
        value,
      })),
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
