import type { LogRecord } from '../../log/event-log.js';
import type { LogDatabase } from './log-database.js';
import type { TopicPartition } from './topic-directory.js';

/** A batch ends early when its records reach this, so that large records do not fill the memory. */
const BATCH_BYTES = 8 * 1024 * 1024;

/** What one reader wants next: records of its partition from a position on. */
export interface Wanted {
  readonly partition: TopicPartition;
  readonly from: bigint;
}

// The bytes are shared by those who ask together; the first record of a partition comes whatever its size.
const SQL = `
SELECT wanted.at, next.* FROM unnest($1::int[], $2::bigint[]) WITH ORDINALITY
    AS wanted (partition_id, from_position, at)
CROSS JOIN LATERAL (
  SELECT position, taken_ms, key, value, headers FROM (
    SELECT *, sum(bytes) OVER (ORDER BY position) - bytes AS bytes_before
    FROM (SELECT position, taken_ms, key, value, headers,
                 coalesce(octet_length(value), 0) + octet_length(headers) AS bytes
          FROM log_record
          WHERE partition_id = wanted.partition_id AND position >= wanted.from_position
          ORDER BY position LIMIT $3) AS following
  ) AS measured
  WHERE bytes_before < $4
) AS next
ORDER BY wanted.at, next.position`;

type Row = [string, string, string, string | null, Buffer | null, string];

/**
 * The next records of each partition that is asked for, in one round trip; offsets that retention removed
 * are passed over.
 */
export async function fetchRecords(
  database: LogDatabase,
  wanted: readonly Wanted[],
  limit: number,
): Promise<LogRecord[][]> {
  const rows = await database.query<Row>(SQL, [
    wanted.map(({ partition }) => partition.id),
    wanted.map(({ from }) => from.toString()),
    limit,
    Math.ceil(BATCH_BYTES / wanted.length),
  ]);
  const batches: LogRecord[][] = wanted.map(() => []);
  for (const [at, position, takenMs, key, value, headers] of rows) {
    const { topic, partition } = wanted[Number(at) - 1]!.partition;
    batches[Number(at) - 1]!.push({
      topic,
      partition,
      offset: BigInt(position),
      timestampMs: Number(takenMs),
      key,
      value,
      headers: JSON.parse(headers) as Record<string, string>,
    });
  }
  return batches;
}
