import { partitionOf } from '@handrail/messaging';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LogBench, numbered, numbersOf, places, upTo } from './log-bench.js';
import { promise } from './promise.js';

/** The order of a key is never changed, lost or doubled while nothing goes wrong. */
export function orderConformance(bench: LogBench): void {
  promise('keeps the order of each key, whatever types are mixed in it', async () => {
    const topic = await bench.topic(3);
    const keys = upTo(20).map((n) => `person-${n}`);
    for (const n of upTo(30)) await bench.log.publish(keys.map((key) => numbered(topic, key, n)));

    const reader = await bench.read({ group: bench.group(), topics: [topic] });
    await reader.handled(600);

    for (const key of keys) expect(numbersOf(reader.records, key)).toEqual(upTo(30));
    for (const { key, partition } of reader.records) expect(partition).toBe(partitionOf(key!, 3));
  });

  promise('gives 10,000 records exactly once and in order to an undisturbed reader', async () => {
    const topic = await bench.topic(4);
    const reader = await bench.read({ group: bench.group(), topics: [topic] });
    for (const chunk of upTo(20)) {
      const batch = upTo(500).map((i) => {
        const n = chunk * 500 + i;
        return numbered(topic, `person-${n % 100}`, Math.floor(n / 100));
      });
      await bench.log.publish(batch);
    }
    await reader.handled(10_000);

    expect(reader.records).toHaveLength(10_000);
    for (const n of upTo(100)) {
      expect(numbersOf(reader.records, `person-${n}`)).toEqual(upTo(100));
    }
  });
}

/** What a partition is to its readers. */
export function partitionConformance(bench: LogBench): void {
  promise('counts offsets of a partition without gaps', async () => {
    const topic = await bench.topic(2);
    const many = upTo(5).map(() =>
      bench.log.publish(upTo(40).map((n) => numbered(topic, `k${n}`, n))),
    );
    await Promise.all(many);

    const reader = await bench.read({ group: bench.group(), topics: [topic] });
    await reader.handled(200);

    for (const number of [0, 1]) {
      const offsets = reader.records.filter((r) => r.partition === number).map((r) => r.offset);
      expect(offsets).toEqual(upTo(offsets.length).map(BigInt));
    }
  });

  promise('gives batches of at most the wished size, one at a time per partition', async () => {
    const topic = await bench.topic(3);
    await bench.log.publish(upTo(300).map((n) => numbered(topic, `k${n}`, n)));
    const sizes: number[] = [];
    const running = new Map<number, number>();
    let most = 0;
    const reader = await bench.read({
      group: bench.group(),
      topics: [topic],
      maxBatch: 20,
      concurrency: 2,
      onBatch: async ({ partition, records }) => {
        sizes.push(records.length);
        running.set(partition, (running.get(partition) ?? 0) + 1);
        expect(running.get(partition)).toBe(1);
        most = Math.max(
          most,
          [...running.values()].reduce((a, b) => a + b),
        );
        await sleep(5);
        running.set(partition, 0);
      },
    });
    await reader.handled(300);

    expect(Math.max(...sizes)).toBeLessThanOrEqual(20);
    expect(most).toBe(2);
  });
}

/** Groups read by themselves, from where they begin. */
export function groupConformance(bench: LogBench): void {
  promise('lets each group read everything, at its own pace', async () => {
    const topic = await bench.topic(2);
    const [reader, other] = [bench.group(), bench.group()];
    await bench.log.publish(upTo(50).map((n) => numbered(topic, `k${n % 5}`, n)));
    const first = await bench.read({ group: reader, topics: [topic] });
    await first.handled(50);
    await first.subscription.stop();
    await bench.log.publish(upTo(50).map((n) => numbered(topic, `k${n % 5}`, 50 + n)));

    const second = await bench.read({ group: other, topics: [topic] });
    await second.handled(100);
    await bench.caughtUp(other, topic);

    const lag = (await bench.positions(reader, topic)).map((p) => p.end - p.committed);
    expect(lag.reduce((a, b) => a + b)).toBe(50n);
    expect(places(first.records).size).toBe(50);
    expect(places(second.records).size).toBe(100);
  });

  promise('begins at the end when asked to, and only the first time', async () => {
    const topic = await bench.topic(1);
    const group = bench.group();
    await bench.log.publish([numbered(topic, 'k', 0)]);
    const reader = await bench.read({ group, topics: [topic], from: 'end' });
    await bench.log.publish([numbered(topic, 'k', 1)]);
    await reader.handled(1);
    await reader.subscription.stop();
    await bench.log.publish([numbered(topic, 'k', 2)]);
    const again = await bench.read({ group, topics: [topic], from: 'end' });
    await again.handled(1);

    expect(numbersOf(reader.records, 'k')).toEqual([1]);
    expect(numbersOf(again.records, 'k')).toEqual([2]);
  });

  promise('gives a single record to a waiting reader at once', async () => {
    const topic = await bench.topic(1);
    const reader = await bench.read({ group: bench.group(), topics: [topic] });
    const other = bench.another();
    await other.publish([numbered(topic, 'warm-up', 0)]);
    await reader.handled(1);
    const waits: number[] = [];
    for (const n of upTo(5)) {
      await sleep(300);
      const before = performance.now();
      await other.publish([numbered(topic, 'k', n)]);
      await reader.handled(n + 2);
      waits.push(performance.now() - before);
    }
    // The median: one slow moment of the machine says nothing about the log.
    expect(waits.sort((a, b) => a - b)[2]).toBeLessThan(250);
    expect(numbersOf(reader.records, 'k')).toEqual(upTo(5));
  });
}
