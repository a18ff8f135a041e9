import type { NewRecord } from '../../log/event-log.js';
import { bytesOf } from '../../log/refused-record.js';

/**
 * A broker refuses a batch over 1 MiB (`message.max.bytes`). The batch of a partition is at most what
 * one send holds for its topic, so this bound is safe whatever partitions the keys fall into.
 */
const MAX_TOPIC_BYTES = 900_000;

/** Splits records into sends that hold at most `maxTopicBytes` per topic, in the given order. */
export function chunksOf(
  records: readonly NewRecord[],
  maxTopicBytes = MAX_TOPIC_BYTES,
): NewRecord[][] {
  const chunks: NewRecord[][] = [];
  let chunk: NewRecord[] = [];
  let filled = new Map<string, number>();
  for (const record of records) {
    const bytes = bytesOf(record);
    const before = filled.get(record.topic) ?? 0;
    if (before > 0 && before + bytes > maxTopicBytes) {
      chunks.push(chunk);
      chunk = [];
      filled = new Map();
    }
    chunk.push(record);
    filled.set(record.topic, (filled.get(record.topic) ?? 0) + bytes);
  }
  if (chunk.length > 0) chunks.push(chunk);
  return chunks;
}
