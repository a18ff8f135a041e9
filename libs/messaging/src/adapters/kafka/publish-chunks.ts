import type { NewRecord } from '../../log/event-log.js';

/**
 * A broker refuses a batch over 1 MiB (`message.max.bytes`). The batch of a partition is at most what
 * one send holds for its topic, so this bound is safe whatever partitions the keys fall into.
 */
export const MAX_TOPIC_BYTES = 900_000;

/** Length, offset, timestamp and attribute fields of a record, and the lengths of its parts. */
const RECORD_OVERHEAD_BYTES = 40;
const HEADER_OVERHEAD_BYTES = 4;

export function bytesOf(record: NewRecord): number {
  let bytes = RECORD_OVERHEAD_BYTES + (record.value?.length ?? 0);
  if (record.key !== null) bytes += Buffer.byteLength(record.key);
  for (const [name, value] of Object.entries(record.headers))
    bytes += HEADER_OVERHEAD_BYTES + Buffer.byteLength(name) + Buffer.byteLength(value);
  return bytes;
}

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
