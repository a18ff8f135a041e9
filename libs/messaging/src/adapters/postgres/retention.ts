import { ADVISORY_LOCKS } from '../../engine/advisory-locks.js';
import type { LogDatabase } from './log-database.js';

const CHUNK = 2_000;
/** Also what Kafka does when nobody says otherwise: seven days. */
const DEFAULT_RETENTION_MS = 7 * 24 * 3_600_000;

/**
 * Deletes records older than their topic keeps them and read by every group that has an offset on
 * the partition. Chunk by chunk, so that no transaction gets long; nothing happens while another
 * process is at it. Returns how many records went.
 */
export async function deleteExpired(database: LogDatabase): Promise<number> {
  const partitions = await database.query<[number]>(
    `SELECT id FROM log_partition WHERE next_offset > first_offset ORDER BY id`,
  );
  let total = 0;
  for (const [partitionId] of partitions) {
    for (let deleted = CHUNK; deleted === CHUNK; total += deleted) {
      deleted = await deleteChunk(database, partitionId);
    }
  }
  return total;
}

async function deleteChunk(database: LogDatabase, partitionId: number): Promise<number> {
  return database.transaction(async (query) => {
    const [lock] = await query<[boolean]>(
      `SELECT pg_try_advisory_xact_lock(${ADVISORY_LOCKS.logRetention})`,
    );
    if (!lock?.[0]) return 0;
    const [row] = await query<[number, string | null]>(
      `WITH old AS (
         SELECT r.position FROM log_record AS r
         WHERE r.partition_id = $1
           AND r.position < coalesce((SELECT min(c.committed) FROM log_claim AS c
                                      WHERE c.partition_id = $1), 9223372036854775807)
           AND r.taken_ms < extract(epoch FROM clock_timestamp()) * 1000
               - coalesce((SELECT t.retention_ms FROM log_partition AS p
                           JOIN log_topic AS t ON t.name = p.topic WHERE p.id = $1), $2)
         ORDER BY r.position LIMIT ${CHUNK}),
       gone AS (
         DELETE FROM log_record AS r USING old
         WHERE r.partition_id = $1 AND r.position = old.position RETURNING r.position)
       SELECT count(*)::int, max(position) + 1 FROM gone`,
      [partitionId, DEFAULT_RETENTION_MS],
    );
    if (!row || row[1] === null) return 0;
    await query(
      `UPDATE log_partition SET first_offset = greatest(first_offset, $2) WHERE id = $1`,
      [partitionId, row[1]],
    );
    return row[0];
  });
}
