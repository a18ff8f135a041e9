import type { LogBatch } from '@handrail/messaging';
import { eventually } from '../eventually.js';
import { type LogBench, firstAppearances, numbered, numbersOf, upTo } from './log-bench.js';
import { promise } from './promise.js';

/** A batch counts as read only when its handler finished it. */
export function failureConformance(bench: LogBench): void {
  promise('delivers a batch again when its handler fails, and skips nothing', async () => {
    const topic = await bench.topic(1);
    await bench.log.publish(upTo(25).map((n) => numbered(topic, 'k', n)));
    const firsts: bigint[] = [];
    let failures = 2;
    const reader = await bench.read({
      group: bench.group(),
      topics: [topic],
      maxBatch: 10,
      onBatch: ({ records }) => {
        firsts.push(records[0]!.offset);
        const fail = records[0]!.offset === 10n && failures-- > 0;
        return fail ? Promise.reject(new Error('on purpose')) : Promise.resolve();
      },
    });
    await reader.handled(25);
    expect(firsts).toEqual([0n, 10n, 10n, 10n, 20n]);
    expect(numbersOf(reader.records, 'k')).toEqual(upTo(25));
  });

  promise('delivers a batch again that was interrupted by a stop', async () => {
    const topic = await bench.topic(1);
    const group = bench.group();
    const gate = bench.gate();
    await bench.log.publish(upTo(10).map((n) => numbered(topic, 'k', n)));
    const interrupted = await bench.read({
      group,
      topics: [topic],
      onBatch: async (batch: LogBatch) => {
        await gate.pass(batch);
        throw new Error('given up');
      },
    });
    const batch = await gate.arrived;
    const stopping = interrupted.subscription.stop();
    await eventually(() => batch.isStale(), { what: 'the batch to be stale' });
    gate.open();
    await stopping;

    const next = await bench.read({ group, topics: [topic] });
    await next.handled(10);
    expect(numbersOf(next.records, 'k')).toEqual(upTo(10));
  });

  promise('finishes and commits what is in flight when it stops', async () => {
    const topic = await bench.topic(1);
    const group = bench.group();
    const gate = bench.gate();
    await bench.log.publish(upTo(10).map((n) => numbered(topic, 'k', n)));
    const reader = await bench.read({ group, topics: [topic], onBatch: (b) => gate.pass(b) });
    await gate.arrived;
    const stopping = reader.subscription.stop();
    gate.open();
    await stopping;
    const [position] = await bench.positions(group, topic);
    expect(position).toMatchObject({ committed: BigInt(reader.records.length) });
    expect(reader.records.length).toBeGreaterThan(0);
    expect(reader.subscription.assignments()).toEqual([]);
  });
}

/** A group can be moved while nobody reads for it. */
export function seekConformance(bench: LogBench): void {
  promise('moves a group back and forth, but not under a running member', async () => {
    const topic = await bench.topic(1);
    const group = bench.group();
    await bench.log.publish(upTo(20).map((n) => numbered(topic, 'k', n)));
    const reader = await bench.read({ group, topics: [topic] });
    await reader.handled(20);
    await bench.caughtUp(group, topic);
    await expect(bench.another().seek(group, topic, 0, 0n)).rejects.toThrow();
    await reader.subscription.stop();

    await bench.log.seek(group, topic, 0, 12n);
    expect(await bench.positions(group, topic)).toMatchObject([{ committed: 12n, end: 20n }]);
    const again = await bench.read({ group, topics: [topic] });
    await again.handled(8);
    await bench.caughtUp(group, topic);
    await again.subscription.stop();
    expect(numbersOf(again.records, 'k')).toEqual(upTo(20).slice(12));

    const untouched = bench.group();
    await bench.log.seek(untouched, topic, 0, 18n);
    const late = await bench.read({ group: untouched, topics: [topic] });
    await late.handled(2);
    expect(numbersOf(late.records, 'k')).toEqual([18, 19]);
  });
}

/** A server may die at any time. */
export function restartConformance(bench: LogBench): void {
  promise('survives a killed server: nothing acknowledged is lost, reading goes on', async () => {
    const topic = await bench.topic(2);
    const group = bench.group();
    const keys = upTo(6).map((k) => `person-${k}`);
    const reader = await bench.read({ group, topics: [topic], maxBatch: 7 });
    const publish = async (n: number) => {
      const batch = keys.map((key) => numbered(topic, key, n));
      // What a rejected publish wrote is unknown, so it is repeated, as the relay does.
      await eventually(() => bench.log.publish(batch).then(() => true), {
        withinMs: 60_000,
        everyMs: 200,
        what: 'the log to take records',
      });
    };
    for (const n of upTo(10)) await publish(n);
    const restarted = bench.restart();
    for (const n of upTo(10)) await publish(10 + n);
    await restarted;
    for (const n of upTo(10)) await publish(20 + n);

    await reader.handled(180, 60_000);
    await bench.caughtUp(group, topic);
    for (const key of keys) {
      expect(firstAppearances(numbersOf(reader.records, key))).toEqual(upTo(30));
    }
    await eventually(() => reader.subscription.health().ok, { what: 'the reader to be healthy' });
  });
}
