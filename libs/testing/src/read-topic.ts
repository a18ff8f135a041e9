import { randomUUID } from 'node:crypto';
import type { EventLog, LogRecord } from '@handrail/messaging';
import { eventually } from './eventually.js';

/** Every record a topic holds now, in order per partition, read by a group of its own. */
export async function readTopic(eventLog: EventLog, topic: string): Promise<LogRecord[]> {
  const group = `reader.${randomUUID()}`;
  // A log may deliver twice, and others may go on publishing: what counts is that every partition has
  // been read up to where it ended when the reader began.
  const records = new Map<string, LogRecord>();
  const reached = new Map<number, bigint>();
  const wanted = await eventLog.positions(group, [topic]);
  const subscription = await eventLog.subscribe({
    group,
    topics: [topic],
    maxBatch: 1_000,
    concurrency: 4,
    onBatch: (batch) => {
      for (const record of batch.records) {
        records.set(`${record.partition}/${record.offset}`, record);
        reached.set(record.partition, record.offset + 1n);
      }
      return Promise.resolve();
    },
  });
  try {
    await eventually(() => wanted.every((p) => (reached.get(p.partition) ?? 0n) >= p.end), {
      withinMs: 60_000,
      what: `the records of ${topic}`,
    });
  } finally {
    await subscription.stop();
  }
  return [...records.values()];
}
