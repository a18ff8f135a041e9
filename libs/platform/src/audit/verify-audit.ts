import type { Queryable } from '@handrail/messaging';
import type { AuditEntry } from './audit-entry.js';
import {
  beforeFirst,
  checkHead,
  checkRows,
  type BrokenLink,
  type ShardHead,
} from './audit-chain.js';

const ROWS_AT_ONCE = 5_000;

const HEADS = `
  SELECT DISTINCT ON (shard) shard, seq::int AS seq, encode(hash, 'hex') AS hash
  FROM audit_entry ORDER BY shard, seq DESC`;

const ROWS = `
  SELECT shard, seq::int AS seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at,
         actor, client, organisation, act, object, subjects, purpose, outcome,
         request_id AS "requestId", encode(previous, 'hex') AS previous, encode(hash, 'hex') AS hash
  FROM audit_entry WHERE shard = $1 AND seq > $2 ORDER BY seq LIMIT $3`;

const HASH = `SELECT encode(hash, 'hex') AS hash FROM audit_entry WHERE shard = $1 AND seq = $2`;

/** What a walk over an audit found. */
export interface AuditVerdict {
  readonly rows: number;
  /** The first row of each shard that does not hold, the chain before the signed heads. */
  readonly broken: readonly BrokenLink[];
}

/** The last row of each shard. */
export const headsOf = (database: Queryable): Promise<ShardHead[]> =>
  database.query<ShardHead>(HEADS);

/**
 * Walks every chain of a service's audit from its first row, and holds it against heads that were signed before.
 * It only reads, and computes every hash itself.
 */
export async function verifyAudit(
  database: Queryable,
  signed: readonly ShardHead[],
): Promise<AuditVerdict> {
  const broken: BrokenLink[] = [];
  let rows = 0;
  for (const { shard } of await headsOf(database)) {
    let head = beforeFirst(shard);
    for (;;) {
      const page = await database.query<AuditEntry>(ROWS, [shard, head.seq, ROWS_AT_ONCE]);
      const checked = checkRows(head, page);
      rows += page.length;
      if ('why' in checked) broken.push(checked);
      if ('why' in checked || page.length < ROWS_AT_ONCE) break;
      head = checked;
    }
  }
  for (const head of signed) {
    const [row] = await database.query<{ hash: string }>(HASH, [head.shard, head.seq]);
    const found = checkHead(head, row?.hash ?? null);
    if (found && !broken.some(({ shard, seq }) => shard === found.shard && seq <= found.seq))
      broken.push(found);
  }
  return { rows, broken };
}
