import { randomBytes } from 'node:crypto';
import type { LogRecord, NewRecord } from '@handrail/messaging';
import { type LogBench, numbered, upTo } from './log-bench.js';
import { promise } from './promise.js';

const MAX_PAYLOAD_BYTES = 256 * 1024;

/** Publishes to a new partition and reads it back. */
async function roundTrip(
  bench: LogBench,
  records: ReadonlyArray<Omit<NewRecord, 'topic'>>,
): Promise<LogRecord[]> {
  const topic = await bench.topic(1);
  await bench.log.publish(records.map((record) => ({ ...record, topic })));
  const reader = await bench.read({ group: bench.group(), topics: [topic] });
  await reader.handled(records.length);
  return reader.records;
}

/** Records come out as they went in. */
export function recordConformance(bench: LogBench): void {
  promise('carries payloads of 256 KiB, of any bytes, and of none', async () => {
    const values = [
      randomBytes(MAX_PAYLOAD_BYTES),
      Buffer.alloc(0),
      Buffer.from([0, 255, 92, 34, 0]),
      randomBytes(MAX_PAYLOAD_BYTES),
    ];
    const got = await roundTrip(
      bench,
      values.map((value) => ({ key: 'k', value, headers: {} })),
    );
    expect(got.map(({ value }) => value?.length)).toEqual([MAX_PAYLOAD_BYTES, 0, 5, 262_144]);
    expect(got.every(({ value }, i) => values[i]!.equals(value!))).toBe(true);
  });

  promise('reads on when a batch of large records is more than it takes at once', async () => {
    const value = randomBytes(MAX_PAYLOAD_BYTES);
    const got = await roundTrip(
      bench,
      upTo(60).map(() => ({ key: 'k', value, headers: {} })),
    );
    expect(got.map(({ offset }) => Number(offset))).toEqual(upTo(60));
    expect(got.every((record) => value.equals(record.value!))).toBe(true);
  });

  promise('tells a tombstone from an empty value', async () => {
    const got = await roundTrip(bench, [
      { key: 'k', value: null, headers: { ce_id: '1' } },
      { key: 'k', value: Buffer.alloc(0), headers: { ce_id: '2' } },
    ]);
    expect(got.map(({ value, headers }) => [value, headers])).toEqual([
      [null, { ce_id: '1' }],
      [Buffer.alloc(0), { ce_id: '2' }],
    ]);
  });

  promise('refuses a record no log takes, and takes the others without it', async () => {
    const topic = await bench.topic(1);
    const huge = { ...numbered(topic, 'k', 0), value: Buffer.alloc(1_000_000) };
    const refusal = bench.log.publish([numbered(topic, 'k', 1), huge]);
    await expect(refusal).rejects.toMatchObject({
      name: 'RefusedRecordError',
      reason: 'too-large',
    });
    await bench.log.publish([numbered(topic, 'k', 2)]);
    const reader = await bench.read({ group: bench.group(), topics: [topic] });
    await reader.handled(1);
    expect(reader.records.at(-1)!.value!.toString()).toBe('2');
  });

  promise('carries headers and keys of any text', async () => {
    const headers = { ce_type: 'a.b.v1', quoted: `"'\\{},NULL`, umlaut: 'Größe €', empty: '' };
    const got = await roundTrip(bench, [
      { key: `{"odd, 'key'\\"}`, value: Buffer.from('1'), headers },
      { key: 'NULL', value: Buffer.from('2'), headers: {} },
      { key: '', value: Buffer.from('3'), headers: {} },
    ]);
    expect(got.map(({ key }) => key)).toEqual([`{"odd, 'key'\\"}`, 'NULL', '']);
    expect(got.map((record) => record.headers)).toEqual([headers, {}, {}]);
  });
}

/** What a log says about itself is true. */
export function bookkeepingConformance(bench: LogBench): void {
  promise('says when it took a record', async () => {
    const before = Date.now();
    const [record] = await roundTrip(bench, [{ key: 'k', value: Buffer.from('1'), headers: {} }]);
    expect(record!.timestampMs).toBeGreaterThanOrEqual(before - 1_000);
    expect(record!.timestampMs).toBeLessThanOrEqual(Date.now() + 1_000);
  });

  promise('spreads records without a key over all partitions', async () => {
    const topic = await bench.topic(3);
    for (const n of upTo(6)) {
      await bench.log.publish(upTo(20).map((i) => numbered(topic, null, n * 20 + i)));
    }
    const reader = await bench.read({ group: bench.group(), topics: [topic] });
    await reader.handled(120);
    expect(reader.records.every(({ key }) => key === null)).toBe(true);
    expect(new Set(reader.records.map(({ partition }) => partition))).toEqual(new Set([0, 1, 2]));
  });

  promise('publishes nothing without complaint and answers a ping', async () => {
    await expect(bench.log.publish([])).resolves.toBeUndefined();
    await expect(bench.log.ping()).resolves.toBeUndefined();
  });

  promise('never changes a topic that is there', async () => {
    const topic = await bench.topic(2);
    await bench.another().ensureTopics([{ name: topic, partitions: 7 }]);
    const positions = await bench.another().positions(bench.group(), [topic]);
    expect(positions.map(({ partition }) => partition)).toEqual([0, 1]);
  });

  promise('tells exactly where a group stands', async () => {
    const topic = await bench.topic(1);
    const group = bench.group();
    await bench.log.publish(upTo(30).map((n) => numbered(topic, 'k', n)));
    expect(await bench.positions(group, topic)).toMatchObject([
      { topic, partition: 0, committed: 0n, end: 30n },
    ]);

    const reader = await bench.read({ group, topics: [topic], maxBatch: 10 });
    await reader.handled(30);
    await bench.caughtUp(group, topic);
    await reader.subscription.stop();
    expect(await bench.positions(group, topic)).toEqual([
      { topic, partition: 0, committed: 30n, end: 30n },
    ]);

    await bench.log.publish(upTo(4).map((n) => numbered(topic, 'k', n)));
    const [behind] = await bench.positions(group, topic);
    expect(behind).toMatchObject({ committed: 30n, end: 34n });
    const oldest = behind!.oldestUnreadMs ?? Date.now();
    expect(Math.abs(Date.now() - oldest)).toBeLessThan(5_000);
  });
}
