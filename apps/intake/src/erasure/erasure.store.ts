import { ADVISORY_LOCKS, type Queryable } from '@handrail/messaging';
import { eraseRows } from './erase-rows.sql.js';
import type { Erasure } from './erasure.js';

const ALL = `
  SELECT id, to_char(erased_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "erasedAt",
    reason, persons, data_keys AS "dataKeys", claims
  FROM erasure ORDER BY erased_at, id`;

/** Every erasure this database knows of, the oldest first. */
export const allErasures = (db: Queryable): Promise<Erasure[]> => db.query<Erasure>(ALL);

/** One writer of erasures at a time, in all processes, until the commit. */
export const lockErasures = (tx: Queryable): Promise<unknown> =>
  tx.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.erasures]);

const CLAIMS = `
  SELECT key, content_hash FROM claim
  WHERE key IN (SELECT claim_key FROM message
                WHERE person_id = ANY($1::uuid[]) AND claim_key IS NOT NULL)
  ORDER BY key`;

/** What recognises the messages of persons when they come again. */
export async function claimsOfPersons(
  db: Queryable,
  persons: readonly string[],
): Promise<Array<[string, string | null]>> {
  const rows = await db.query<{ key: string; content_hash: string | null }>(CLAIMS, [persons]);
  return rows.map(({ key, content_hash }) => [key, content_hash]);
}

const KEEP = `
  INSERT INTO erasure (id, erased_at, erased_by, reason, persons, data_keys, claims)
  VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`;

const MARK = `
  INSERT INTO erased_person (person_id, erasure_id)
  SELECT p, $2 FROM unnest($1::uuid[]) AS p ON CONFLICT DO NOTHING`;

// An older copy does not know the messages that came later: they are recognised all the same.
const RECOGNISE = `
  INSERT INTO claim (key, message_id, content_hash)
  SELECT c->>0, $2, c->>1 FROM jsonb_array_elements($1::jsonb) AS c ON CONFLICT DO NOTHING`;

/** Keeps an erasure and does it; the data keys it names are destroyed whosever they are in this copy. */
export async function applyErasure(
  tx: Queryable,
  erasure: Erasure,
  by: string | null,
): Promise<void> {
  const { id, erasedAt, reason, persons, dataKeys, claims } = erasure;
  const claimed = JSON.stringify(claims);
  await tx.query(KEEP, [id, erasedAt, by, reason, persons, dataKeys, claimed]);
  await tx.query(MARK, [persons, id]);
  await tx.query(RECOGNISE, [claimed, id]);
  await eraseRows(tx, persons, dataKeys);
}
