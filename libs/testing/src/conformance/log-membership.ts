import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../eventually.js';
import {
  type LogBench,
  type Reader,
  firstAppearances,
  numbered,
  numbersOf,
  placeOf,
  places,
  upTo,
} from './log-bench.js';
import { promise } from './promise.js';

const owned = ({ subscription }: Reader): number[] =>
  subscription
    .assignments()
    .map(({ partition }) => partition)
    .sort();

/** Waits until the readers own all partitions between them, and each at least one. */
const shared = (bench: LogBench, partitions: number, ...readers: Reader[]): Promise<boolean> =>
  eventually(
    () => {
      const all = readers.flatMap(owned).sort();
      expect(all).toEqual(upTo(partitions));
      return readers.every((reader) => owned(reader).length > 0);
    },
    { withinMs: bench.harness.rebalanceWithinMs, what: 'the members to share the partitions' },
  );

/** Members of a group share partitions and hand them over. */
export function membershipConformance(bench: LogBench): void {
  promise('shares partitions between two members, and hands over when one leaves', async () => {
    const topic = await bench.topic(4);
    const group = bench.group();
    const publish = (from: number, to: number) =>
      bench.log.publish(
        upTo(to - from).flatMap((i) =>
          upTo(12).map((k) => numbered(topic, `person-${k}`, from + i)),
        ),
      );
    const first = await bench.read({ group, topics: [topic] }, bench.another());
    await publish(0, 10);
    await first.handled(120);
    const second = await bench.read({ group, topics: [topic] }, bench.another());
    await shared(bench, 4, first, second);
    await publish(10, 20);
    const both = () => [...first.records, ...second.records];
    await eventually(() => places(both()).size === 240, { what: 'both to read everything' });
    expect(second.records.length).toBeGreaterThan(0);

    await first.subscription.stop();
    await publish(20, 30);
    await shared(bench, 4, second);
    await eventually(() => places(both()).size === 360, { what: 'the other to take over' });
    for (const k of upTo(12)) {
      const seen = numbersOf(both(), `person-${k}`);
      expect([...new Set(seen)].sort((a, b) => a - b)).toEqual(upTo(30));
      const later = numbersOf(second.records, `person-${k}`);
      expect(later).toEqual([...later].sort((a, b) => a - b));
    }
  });

  promise('loses and repeats nothing in order while members come and go under load', async () => {
    const topic = await bench.topic(4);
    const group = bench.group();
    const first = await bench.read({ group, topics: [topic], maxBatch: 20 }, bench.another());
    const readers = [first];
    for (const n of upTo(60)) {
      await bench.log.publish(upTo(8).map((k) => numbered(topic, `person-${k}`, n)));
      if (n === 15) {
        readers.push(await bench.read({ group, topics: [topic], maxBatch: 20 }, bench.another()));
      }
      if (n === 35) await first.subscription.stop();
    }
    const all = () => readers.flatMap(({ records }) => records);
    await eventually(() => places(all()).size === 480, {
      withinMs: 20_000,
      what: 'all records to be read',
    });
    for (const { records } of readers) {
      for (const k of upTo(8)) {
        const seen = firstAppearances(numbersOf(records, `person-${k}`));
        expect(seen).toEqual([...seen].sort((a, b) => a - b));
      }
    }
  });
}

/** A member is alive as long as it shows it, and not longer. */
export function lifeConformance(bench: LogBench): void {
  const { deadAfterMs } = bench.harness;

  promise('takes the partition of a frozen member away, and refuses its commit later', async () => {
    const topic = await bench.topic(1);
    const group = bench.group();
    const [frozen, alive] = [bench.gate(), bench.gate()];
    await bench.log.publish(upTo(5).map((n) => numbered(topic, 'k', n)));
    await bench.read(
      { group, topics: [topic], onBatch: (batch) => frozen.pass(batch) },
      bench.another(),
    );
    const held = await frozen.arrived;
    expect(held.isStale()).toBe(false);

    const successor = await bench.read(
      { group, topics: [topic], onBatch: (batch) => alive.passAlive(batch, deadAfterMs / 10) },
      bench.another(),
    );
    const given = await alive.arrived;
    expect(given.records.map(placeOf)).toEqual(held.records.map(placeOf));
    expect(held.isStale()).toBe(true);

    frozen.open();
    await sleep(400);
    expect(await bench.positions(group, topic)).toMatchObject([{ committed: 0n, end: 5n }]);

    alive.open();
    await bench.caughtUp(group, topic);
    await successor.subscription.stop();
  });

  promise('keeps a member whose long batch shows signs of life', async () => {
    const topic = await bench.topic(1);
    const group = bench.group();
    const gate = bench.gate();
    let deliveries = 0;
    await bench.log.publish([numbered(topic, 'k', 0)]);
    const reader = await bench.read({
      group,
      topics: [topic],
      onBatch: async (batch) => {
        deliveries += 1;
        await gate.passAlive(batch, deadAfterMs / 10);
      },
    });
    const batch = await gate.arrived;
    await sleep(deadAfterMs * 1.5);
    expect(batch.isStale()).toBe(false);
    expect(reader.subscription.health()).toEqual({ ok: true });
    gate.open();
    await bench.caughtUp(group, topic);
    expect(deliveries).toBe(1);
  });
}

/** A topic can wait while the others go on. */
export function pauseConformance(bench: LogBench): void {
  promise('stops feeding a paused topic, feeds the others, and goes on after resume', async () => {
    const [quiet, busy] = [await bench.topic(1), await bench.topic(1)];
    const reader = await bench.read({ group: bench.group(), topics: [quiet, busy] });
    await bench.log.publish([numbered(quiet, 'q', 0), numbered(busy, 'b', 0)]);
    await reader.handled(2);
    reader.subscription.pause(quiet);
    await bench.log.publish(upTo(5).map((n) => numbered(quiet, 'q', n + 1)));
    await bench.log.publish(upTo(5).map((n) => numbered(busy, 'b', n + 1)));
    await reader.handled(7);
    await sleep(300);
    expect(numbersOf(reader.records, 'q')).toEqual([0]);
    expect(numbersOf(reader.records, 'b')).toEqual(upTo(6));

    reader.subscription.resume(quiet);
    await reader.handled(12);
    expect(numbersOf(reader.records, 'q')).toEqual(upTo(6));
  });
}
