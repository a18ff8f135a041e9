import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describeOnKafka, eventually, kafkaSecurityOfRun } from '@handrail/testing';
import snappy from 'snappyjs';
import kafkajs, { type CompressionTypes, type Message } from 'kafkajs';
import type { LogRecord } from '../../log/event-log.js';
import { KafkaEventLog } from './kafka-event-log.js';
import { TEST_TIMING } from './test-timing.js';

const unique = (word: string) => `${word}-${randomBytes(5).toString('hex')}`;

/** Zstandard that only says literally what it was given: enough for a broker to accept. */
function literalZstd(data: Buffer): Buffer {
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0]);
  header.writeUInt32LE(data.length, 5);
  const parts: Buffer[] = [header];
  for (let start = 0; start < data.length; start += 100_000) {
    const block = data.subarray(start, start + 100_000);
    const isLast = start + 100_000 >= data.length;
    const size = Buffer.alloc(3);
    size.writeUIntLE((block.length << 3) | (isLast ? 1 : 0), 0, 3);
    parts.push(size, block);
  }
  return Buffer.concat(parts);
}

/** LZ4 that only says literally what it was given; the header is that of blocks of 64 KiB. */
function literalLz4(data: Buffer): Buffer {
  const parts: Buffer[] = [Buffer.from('04224d18604082', 'hex')];
  for (let start = 0; start < data.length; start += 60_000) {
    const block = data.subarray(start, start + 60_000);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(block.length + 0x80000000);
    parts.push(size, block);
  }
  return Buffer.concat([...parts, Buffer.alloc(4)]);
}

/** What a producer in another language would compress with; ours only reads. */
const COMPRESSORS = {
  GZIP: (data: Buffer) => gzipSync(data),
  Snappy: (data: Buffer) => snappy.compress(data),
  LZ4: literalLz4,
  ZSTD: literalZstd,
} as const;

/** What producers that are not ours may put on our topics. */
describeOnKafka('records of foreign producers', (brokers) => {
  const kafka = new kafkajs.Kafka({
    brokers: [...brokers],
    clientId: 'foreign',
    logLevel: 0,
    ...kafkaSecurityOfRun(),
  });
  let log: KafkaEventLog;

  beforeEach(() => {
    log = new KafkaEventLog({
      brokers,
      clientId: 'spec',
      timing: TEST_TIMING,
      ...kafkaSecurityOfRun(),
    });
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

  /** Publishes compressed as a producer that is not ours would. */
  async function compressed(name: keyof typeof COMPRESSORS, topic: string, messages: Message[]) {
    const { CompressionCodecs, CompressionTypes } = kafkajs;
    const type = CompressionTypes[name];
    const before = CompressionCodecs[type as keyof typeof CompressionCodecs];
    CompressionCodecs[type as keyof typeof CompressionCodecs] = () => ({
      ...before(),
      compress: ({ buffer }: { buffer: Buffer }) => Promise.resolve(COMPRESSORS[name](buffer)),
    });
    await produce(topic, messages, type).finally(() => {
      CompressionCodecs[type as keyof typeof CompressionCodecs] = before;
    });
  }

  /** A topic somebody made by hand: it keeps the compression of its producers. */
  async function foreignTopic(): Promise<string> {
    const topic = unique('topic');
    const admin = kafka.admin();
    await admin.connect();
    const configEntries = [{ name: 'compression.type', value: 'producer' }];
    await admin.createTopics({ topics: [{ topic, numPartitions: 1, configEntries }] });
    await admin.disconnect();
    return topic;
  }

  const names = Object.keys(COMPRESSORS) as Array<keyof typeof COMPRESSORS>;

  it.each(names)(
    'reads what was compressed with %s, on topics of ours and of others',
    async (name) => {
      const value = Buffer.from('what happened '.repeat(3_000));
      for (const topic of [await topicOf(), await foreignTopic()]) {
        await compressed(name, topic, [
          { key: 'k', value },
          { key: 'k', value: null },
        ]);
        const { records } = await read(topic);
        await eventually(() => records.length === 2);
        expect(records[0]!.value!.equals(value)).toBe(true);
        expect(records[1]).toMatchObject({ key: 'k', value: null, offset: 1n });
      }
    },
  );

  it('puts one note in the place of a batch that unpacks to too much, and reads on', async () => {
    const topic = await foreignTopic();
    await produce(topic, [{ key: 'k', value: 'before' }]);
    const bomb = Array.from({ length: 12 }, () => ({ key: 'k', value: Buffer.alloc(900_000) }));
    await compressed('GZIP', topic, bomb);
    await produce(topic, [{ key: 'k', value: 'after' }]);
    const { records, subscription, group } = await read(topic);
    await eventually(() => records.length === 3, { what: 'the note and those around it' });
    expect(records[0]!.value!.toString()).toBe('before');
    expect(records[1]).toMatchObject({
      key: null,
      offset: 12n,
      unreadable: 'compression-gzip-too-large',
    });
    // The bytes are kept as they are: a later release may know what to do with them.
    expect(records[1]!.value!.length).toBeGreaterThan(1_000);
    expect([records[2]!.value!.toString(), records[2]!.offset]).toEqual(['after', 13n]);
    expect(subscription.health()).toEqual({ ok: true });
    await eventually(async () => (await log.positions(group, [topic]))[0]!.committed === 14n);
  });

  it('is not held up by a record full of headers, and keeps odd names of them', async () => {
    const topic = await topicOf();
    const headers: Record<string, string> = JSON.parse('{"__proto__":"a"}') as Record<
      string,
      string
    >;
    for (let n = 0; n < 50_000; n += 1) headers[`h${n}`] = '';
    await produce(topic, [{ key: 'nul\0', value: 'x', headers }]);
    const { records } = await read(topic);
    await eventually(() => records.length === 1);
    expect(records[0]!.key).toBe('nul\0');
    expect(Object.keys(records[0]!.headers)).toHaveLength(50_001);
    expect(Object.entries(records[0]!.headers)[0]).toEqual(['__proto__', 'a']);
  });

  it('takes the first of repeated headers, bytes as text, and gzip as it is', async () => {
    const topic = await topicOf();
    const headers = { twice: [Buffer.from('one'), Buffer.from('two')], bytes: Buffer.from('ü') };
    const messages = [{ key: null, value: null, headers }];
    await compressed('GZIP', topic, messages);
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

  it('attack 48: refuses by name what the topic takes no more of, and publishes the rest', async () => {
    const topic = unique('topic');
    const admin = kafka.admin();
    await admin.connect();
    const configEntries = [{ name: 'max.message.bytes', value: '10000' }];
    await admin.createTopics({ topics: [{ topic, numPartitions: 1, configEntries }] });
    await admin.disconnect();
    const record = (bytes: number) => ({
      topic,
      key: 'k',
      value: Buffer.alloc(bytes),
      headers: {},
    });
    const refused = { name: 'RefusedRecordError', reason: 'too-large' };
    await expect(log.publish([record(20_000)])).rejects.toMatchObject(refused);
    await log.publish([record(5_000)]);
    const { records } = await read(topic);
    await eventually(() => records.length === 1);
    expect(records[0]!.value!.length).toBe(5_000);
  });

  it('keeps records of other producers by the time the broker took them', async () => {
    const topic = await topicOf();
    await produce(topic, [{ key: 'k', value: 'x', timestamp: '1000' }]);
    const { records } = await read(topic);
    await eventually(() => records.length === 1);
    expect(Math.abs(records[0]!.timestampMs - Date.now())).toBeLessThan(60_000);
  });
});
