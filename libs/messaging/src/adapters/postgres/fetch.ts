import type { LogRecord } from '../../log/event-log.js';
import type { LogDatabase } from './log-database.js';
import type { TopicPartition } from './topic-directory.js';

/** A batch ends early when its records reach this, so that large records do not fill the memory. */
const BATCH_BYTES = 8 * 1024 * 1024;

const SQL = `
SELECT position, taken_ms, key, value, headers FROM (
  SELECT *, sum(bytes) OVER (ORDER BY position) - bytes AS bytes_before
  FROM (SELECT position, taken_ms, key, value, headers,
               coalesce(octet_length(value), 0) + octet_length(headers) AS bytes
        FROM log_record WHERE partition_id = $1 AND position >= $2 ORDER BY position LIMIT $3) AS next
) AS measured
WHERE bytes_before < ${BATCH_BYTES}
ORDER BY position`;

/** The next records of a partition; offsets that retention removed are passed over. */
export async function fetchRecords(
  database: LogDatabase,
  { id, topic, partition }: TopicPartition,
  from: bigint,
  limit: number,
): Promise<LogRecord[]> {
  const rows = await database.query<[string, string, string | null, Buffer | null, string]>(SQL, [
    id,
    from,
    limit,
  ]);
  return rows.map(([position, takenMs, key, value, headers]) => ({
    topic,
    partition,
    offset: BigInt(position),
    timestampMs: Number(takenMs),
    key,
    value,
    headers: JSON.parse(headers) as Record<string, string>,
  }));
}
