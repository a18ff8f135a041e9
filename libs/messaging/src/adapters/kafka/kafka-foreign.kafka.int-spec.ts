import { randomBytes } from 'node:crypto';
import { describeOnKafka, eventually } from '@handrail/testing';
import kafkajs, { type CompressionTypes, type Message } from 'kafkajs';
import type { LogRecord } from '../../log/event-log.js';
import { KafkaEventLog } from './kafka-event-log.js';
import { TEST_TIMING } from './test-timing.js';

const unique = (word: string) => `${word}-${randomBytes(5).toString('hex')}`;

/** Raw Snappy that only says literally what it was given: enough for a broker to accept. */
function literalSnappy(data: Buffer): Buffer {
  const parts: Buffer[] = [];
  let length = data.length;
  const preamble: number[] = [];
  for (; length >= 128; length = Math.floor(length / 128)) preamble.push((length % 128) | 128);
  parts.push(Buffer.from([...preamble, length]));
  for (let start = 0; start < data.length; start += 60_000) {
    const literal = data.subarray(start, start + 60_000);
    const size = Buffer.alloc(3);
    size[0] = 61 << 2;
    size.writeUInt16LE(literal.length - 1, 1);
    parts.push(size, literal);
  }
  return Buffer.concat(parts);
}

/** What producers that are not ours may put on our topics. */
describeOnKafka('records of foreign producers', (brokers) => {
  const kafka = new kafkajs.Kafka({ brokers: [...brokers], clientId: 'foreign', logLevel: 0 });
  let log: KafkaEventLog;

  beforeEach(() => {
    log = new KafkaEventLog({ brokers, clientId: 'spec', timing: TEST_TIMING });
  });
  afterEach(() => log.close());

  async function topicOf(partitions = 1): Promise<string> {
    const name = unique('topic');
    await log.ensureTopics([{ name, partitions }]);
    return name;
  }

  async function produce(topic: string, messages: Message[], compression?: CompressionTypes) {
    const producer = kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    await producer.send({ topic, messages, ...(compression === undefined ? {} : { compression }) });
    await producer.disconnect();
  }

  async function read(topic: string) {
    const records: LogRecord[] = [];
    const group = unique('group');
    const onBatch = async (batch: { records: readonly LogRecord[] }) =>
      void records.push(...batch.records);
    const options = { group, topics: [topic], maxBatch: 100, concurrency: 1, onBatch };
    const subscription = await log.subscribe(options);
    return { records, subscription, group };
  }

  function withSnappy<T>(work: () => Promise<T>): Promise<T> {
    const { CompressionCodecs, CompressionTypes } = kafkajs;
    const type = CompressionTypes.Snappy as keyof typeof CompressionCodecs;
    const before = CompressionCodecs[type];
    CompressionCodecs[type] = () => ({
      compress: ({ buffer }: { buffer: Buffer }) => Promise.resolve(literalSnappy(buffer)),
    });
    return work().finally(() => (CompressionCodecs[type] = before));
  }

  it('reads what was sent with another compression, because the broker unpacks it', async () => {
    const topic = await topicOf();
    const value = randomBytes(70_000);
    await withSnappy(() => produce(topic, [{ key: 'k', value }], kafkajs.CompressionTypes.Snappy));
    const { records } = await read(topic);
    await eventually(() => records.length === 1);
    expect(records[0]!.value!.equals(value)).toBe(true);
  });

  it('says what is wrong with a compression it cannot read, and goes on once it is gone', async () => {
    const topic = unique('topic');
    const admin = kafka.admin();
    await admin.connect();
    const configEntries = [{ name: 'compression.type', value: 'producer' }];
    await admin.createTopics({ topics: [{ topic, numPartitions: 1, configEntries }] });
    const messages = [{ key: 'k', value: 'unreadable' }];
    await withSnappy(() => produce(topic, messages, kafkajs.CompressionTypes.Snappy));
    const { records, subscription } = await read(topic);

    await eventually(() => !subscription.health().ok, { what: 'the consumer to complain' });
    expect(subscription.health().why).toContain('compressed with Snappy');
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '1' }] });
    await admin.disconnect();
    await produce(topic, [{ key: 'k', value: 'readable' }]);
    await eventually(() => records.length === 1, { withinMs: 20_000 });
    expect(records[0]!.value!.toString()).toBe('readable');
    await eventually(() => subscription.health().ok);
  });

  it('takes the first of repeated headers, bytes as text, and gzip as it is', async () => {
    const topic = await topicOf();
    const headers = { twice: [Buffer.from('one'), Buffer.from('two')], bytes: Buffer.from('ü') };
    const messages = [{ key: null, value: null, headers }];
    await produce(topic, messages, kafkajs.CompressionTypes.GZIP);
    const { records } = await read(topic);
    await eventually(() => records.length === 1);
    expect(records[0]).toMatchObject({ key: null, value: null });
    expect(records[0]!.headers).toEqual({ twice: 'one', bytes: 'ü' });
  });

  it('catches up with transactions, whose marks fill offsets without being records', async () => {
    const topic = await topicOf();
    const producer = kafka.producer({
      transactionalId: unique('transaction'),
      maxInFlightRequests: 1,
      idempotent: true,
    });
    await producer.connect();
    for (const outcome of ['commit', 'abort', 'commit', 'abort'] as const) {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: [{ key: 'k', value: outcome }] });
      await transaction[outcome]();
    }
    await producer.disconnect();
    const { records, group } = await read(topic);
    await eventually(
      async () => {
        expect(await log.positions(group, [topic])).toMatchObject([{ committed: 8n, end: 8n }]);
        return true;
      },
      { what: 'the group to be at the end' },
    );
    expect(records.map(({ value }) => value!.toString())).toEqual(['commit', 'commit']);
  });

  it('keeps records of other producers by the time the broker took them', async () => {
    const topic = await topicOf();
    await produce(topic, [{ key: 'k', value: 'x', timestamp: '1000' }]);
    const { records } = await read(topic);
    await eventually(() => records.length === 1);
    expect(Math.abs(records[0]!.timestampMs - Date.now())).toBeLessThan(60_000);
  });
});
