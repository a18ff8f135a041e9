import { Registry } from 'prom-client';
import type { EventLog, LogBatch, LogRecord, SubscribeOptions } from '../log/event-log.js';
import type { Applier } from './applier.js';
import { Consumer } from './consumer.js';
import { knownTypes } from './known-types.js';
import { silentLog } from './log-sink.js';
import { Loops } from './loops.js';
import { MessagingMetrics } from './metrics.js';

/** A record nobody can read: something to apply, whatever types are known. */
const record = (offset: bigint): LogRecord => ({
  ...{ topic: 'handrail.intake', partition: 0, offset, timestampMs: 0, unreadable: 'compression' },
  ...{ key: null, value: Buffer.from('?'), headers: {} },
});

const batchOf = (...records: LogRecord[]): LogBatch => ({
  ...{ topic: 'handrail.intake', partition: 0, records },
  heartbeat: () => Promise.resolve(),
  isStale: () => false,
});

const turns = async () => {
  for (let n = 0; n < 5; n += 1) await new Promise((next) => setImmediate(next));
};

/** A consumer of a log that delivers, and an applier that commits, when the test says so. */
async function given() {
  let subscribed!: SubscribeOptions;
  const commits: Array<() => void> = [];
  const consumer = new Consumer({
    ...{ group: 'group', topics: ['handrail.intake'], log: silentLog, loops: new Loops() },
    eventLog: {
      subscribe: (options: SubscribeOptions) => {
        subscribed = options;
        return Promise.resolve({ health: () => ({ ok: true }), stop: () => Promise.resolve() });
      },
    } as unknown as EventLog,
    known: knownTypes(new Map()),
    applier: {
      apply: () => new Promise<void>((commit) => commits.push(commit)),
    } as unknown as Applier,
    metrics: new MessagingMetrics(new Registry()),
  });
  await consumer.start();
  return { deliver: (batch: LogBatch) => subscribed.onBatch(batch), commits };
}

describe('a batch of a partition', () => {
  it('is not over before its events are committed, so that its offset is not either', async () => {
    const { deliver, commits } = await given();
    let isOver = false;
    const over = deliver(batchOf(record(1n))).then(() => (isOver = true));
    await turns();
    expect([commits.length, isOver]).toEqual([1, false]);
    commits[0]!();
    await over;
    expect(isOver).toBe(true);
  });

  it('is over at once when there is nothing in it for this service', async () => {
    const { deliver, commits } = await given();
    await deliver(batchOf({ ...record(1n), unreadable: undefined, value: null } as never));
    expect(commits).toEqual([]);
  });
});
