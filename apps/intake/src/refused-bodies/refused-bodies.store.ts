import type { Queryable } from '@handrail/messaging';
import { LEAST_BYTES, type DropReason } from '../inbound/domain/refused-body.js';

/** Bodies that are dropped in one statement: it holds their rows locked, and a sweep has several. */
const STEP = 200;

// Messages from before sizes were kept count for their sealed length, which is a little more.
const WEIGHT = `greatest(coalesce(raw_bytes, octet_length(sealed_raw)), ${LEAST_BYTES})`;

const KEPT = `
  SELECT coalesce(sum(${WEIGHT}), 0)::float8 AS bytes FROM message
  WHERE disposition = 'rejected' AND sealed_raw IS NOT NULL`;

/** What all kept bodies of refused messages count for together, in bytes. */
export async function keptBytes(db: Queryable): Promise<number> {
  const [row] = await db.query<{ bytes: number }>(KEPT);
  return row!.bytes;
}

// The key of a refused message seals nothing else, so it goes too; its id stands in the second to
// seventeenth byte of what it sealed.
const DROP_OLDEST = `
  WITH oldest AS (
    SELECT id, ${WEIGHT} AS weight, encode(substring(sealed_raw FROM 2 FOR 16), 'hex')::uuid AS key_id
    FROM message
    WHERE disposition = 'rejected' AND sealed_raw IS NOT NULL AND received_at < $1
    ORDER BY received_at, id LIMIT ${STEP} FOR UPDATE SKIP LOCKED),
  emptied AS (
    UPDATE message m SET sealed_raw = NULL, sealed_headers = NULL, raw_dropped = $2, raw_dropped_at = $3
    FROM oldest WHERE m.id = oldest.id RETURNING oldest.weight, oldest.key_id),
  keys AS (
    DELETE FROM data_key k USING emptied WHERE k.id = emptied.key_id AND k.person_id IS NULL)
  SELECT count(*)::int AS count, coalesce(sum(weight), 0)::float8 AS bytes FROM emptied`;

export interface Emptied {
  readonly count: number;
  readonly bytes: number;
}

/** Drops the oldest bodies received before a time, a step of them; the rows stay with size and digest. */
export async function dropOldest(
  db: Queryable,
  before: string,
  reason: DropReason,
  now: string,
): Promise<Emptied> {
  const [row] = await db.query<Emptied>(DROP_OLDEST, [before, reason, now]);
  return row!;
}
