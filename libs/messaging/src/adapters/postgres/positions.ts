import type { Position } from '../../log/event-log.js';
import type { LogDatabase } from './log-database.js';

const SQL = `
SELECT p.topic, p.number, at.committed, p.next_offset, oldest.taken_ms
FROM log_partition AS p
LEFT JOIN log_claim AS c ON c.partition_id = p.id AND c.group_name = $1
CROSS JOIN LATERAL (
  SELECT greatest(coalesce(c.committed, p.first_offset), p.first_offset) AS committed) AS at
LEFT JOIN LATERAL (
  SELECT r.taken_ms FROM log_record AS r
  WHERE r.partition_id = p.id AND r.position >= at.committed AND at.committed < p.next_offset
  ORDER BY r.position LIMIT 1) AS oldest ON true
WHERE p.topic = ANY ($2)
ORDER BY p.topic, p.number`;

export async function readPositions(
  database: LogDatabase,
  group: string,
  topics: readonly string[],
): Promise<Position[]> {
  const rows = await database.query<[string, number, string, string, string | null]>(SQL, [
    group,
    topics,
  ]);
  return rows.map(([topic, partition, committed, end, takenMs]) => ({
    topic,
    partition,
    committed: BigInt(committed),
    end: BigInt(end),
    ...(takenMs === null ? {} : { oldestUnreadMs: Number(takenMs) }),
  }));
}
