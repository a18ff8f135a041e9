import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeOnKafka, eventually, kafkaSecurityOfRun } from '@handrail/testing';
import kafkajs from 'kafkajs';
import type { LogRecord, NewRecord } from '../../log/event-log.js';
import { KafkaEventLog } from './kafka-event-log.js';
import { SILENT } from './kafka-options.js';
import { TEST_TIMING } from './test-timing.js';

const unique = (word: string) => `${word}-${randomBytes(5).toString('hex')}`;

describeOnKafka('where a group stands on Kafka', (brokers) => {
  const errors: string[] = [];
  let log: KafkaEventLog;
  let topic: string;
  let group: string;

  beforeEach(async () => {
    errors.length = 0;
    const logger = { ...SILENT, error: (message: string) => void errors.push(message) };
    log = new KafkaEventLog({
      brokers,
      clientId: 'spec',
      timing: TEST_TIMING,
      ...kafkaSecurityOfRun(),
      logger,
    });
    [topic, group] = [unique('topic'), unique('group')];
    await log.ensureTopics([{ name: topic, partitions: 1 }]);
  });
  afterEach(() => log.close());

  const publish = (...values: string[]) =>
    log.publish(
      values.map((value): NewRecord => ({
        topic,
        key: 'k',
        value: Buffer.from(value),
        headers: {},
      })),
    );

  async function read(records: string[] = []) {
    const subscription = await log.subscribe({
      group,
      topics: [topic],
      maxBatch: 1,
      concurrency: 1,
      onBatch: async (batch: { records: readonly LogRecord[] }) =>
        void records.push(...batch.records.map(({ value }) => value!.toString())),
    });
    return { records, subscription };
  }

  async function deleteBefore(offset: string): Promise<void> {
    const admin = new kafkajs.Kafka({
      brokers: [...brokers],
      logLevel: 0,
      ...kafkaSecurityOfRun(),
    }).admin();
    await admin.connect();
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset }] });
    await admin.disconnect();
  }

  it('tells how old the oldest unread record is, although nobody reads', async () => {
    const before = Date.now();
    await publish('first');
    const after = Date.now();
    await sleep(50);
    await publish('second');
    const [position] = await log.positions(group, [topic]);
    expect(position).toMatchObject({ committed: 0n, end: 2n });
    expect(position!.oldestUnreadMs).toBeGreaterThanOrEqual(before - 5);
    expect(position!.oldestUnreadMs).toBeLessThanOrEqual(after + 5);
  });

  it('begins where the log begins when older records are gone', async () => {
    await publish('0', '1', '2', '3');
    await deleteBefore('2');
    expect(await log.positions(group, [topic])).toMatchObject([{ committed: 2n, end: 4n }]);
    const { records } = await read();
    await eventually(() => records.length === 2);
    expect(records).toEqual(['2', '3']);
  });

  it('reads what is left, and says so, when records are gone that it had not read', async () => {
    await publish('0', '1', '2', '3');
    await log.seek(group, topic, 0, 1n);
    await deleteBefore('3');
    const { records, subscription } = await read();
    await eventually(() => records.length === 1, { withinMs: 20_000 });
    expect(records).toEqual(['3']);
    expect(errors).toContain('Kafka no longer has the records this group would read next');
    await eventually(() => subscription.health().ok);
  });

  it('tells positions of a topic that does not exist by refusing', async () => {
    await expect(log.positions(group, ['no-such-topic'])).rejects.toThrow(/topic/);
  });

  it('refuses records for a topic that does not exist, and takes those of others', async () => {
    const nowhere = { topic: 'no-such-topic', key: 'k', value: null, headers: {} };
    const [refused, taken] = await Promise.allSettled([log.publish([nowhere]), publish('x')]);
    expect([refused.status, taken.status]).toEqual(['rejected', 'fulfilled']);
  });

  it('refuses a record that no broker would take, without sending anything', async () => {
    const huge = { topic, key: 'k', value: Buffer.alloc(1_100_000), headers: {} };
    await expect(log.publish([huge])).rejects.toThrow('at most 1000000');
    expect(await log.positions(group, [topic])).toMatchObject([{ end: 0n }]);
  });
});
