import type { Queryable } from '@handrail/messaging';

// The id of its key stands in the second to seventeenth byte of a sealed value.
const DATA_KEYS = `
  DELETE FROM data_key k
  WHERE k.person_id = ANY($1::uuid[]) OR k.id = ANY($2::uuid[])
     OR (k.person_id IS NULL AND k.id IN (
       SELECT encode(substring(m.sealed_raw FROM 2 FOR 16), 'hex')::uuid FROM message m
       WHERE m.person_id = ANY($1::uuid[]) AND m.sealed_raw IS NOT NULL))
  RETURNING k.id`;

/** What looks somebody up, or says that two are one; each by the persons alone. */
const LOOK_UPS = [
  'DELETE FROM identifier WHERE person_id = ANY($1::uuid[])',
  'DELETE FROM number_sighting WHERE person_id = ANY($1::uuid[])',
  `WITH gone AS (DELETE FROM visit WHERE person_id = ANY($1::uuid[]) RETURNING key)
   DELETE FROM lane l USING gone g WHERE l.key = g.key`,
  'UPDATE message SET visit_key = NULL WHERE person_id = ANY($1::uuid[]) AND visit_key IS NOT NULL',
  `DELETE FROM identity_review
   WHERE status = 'open' AND (person_a = ANY($1::uuid[]) OR person_b = ANY($1::uuid[]))`,
  `UPDATE person_merge SET moved = '{"identifiers":[],"visits":[],"keys":[]}'
   WHERE survivor_id = ANY($1::uuid[]) OR retired_id = ANY($1::uuid[])
      OR restored_id = ANY($1::uuid[])`,
  `DELETE FROM match_key WHERE record_id IN (
     SELECT id FROM match_record WHERE person_id = ANY($1::uuid[]))`,
];

// Last, because whoever adds records waits for this row.
const MATCH_RECORDS = `
  WITH gone AS (DELETE FROM match_record WHERE person_id = ANY($1::uuid[]) RETURNING 1)
  UPDATE matching_state SET generation = generation + 1,
    records = greatest(0, records - (SELECT count(*) FROM gone))`;

/**
 * Destroys the data keys of persons, and everything they could be found by: numbers, visits, records that are
 * compared. What was sealed stays as bytes nobody can open; what says that a message came before stays too,
 * so that none of theirs counts again. Answers the data keys there were. Doing it again does no harm.
 */
export async function eraseRows(
  db: Queryable,
  persons: readonly string[],
  dataKeys: readonly string[] = [],
): Promise<string[]> {
  const gone = await db.query<{ id: string }>(DATA_KEYS, [persons, dataKeys]);
  for (const sql of LOOK_UPS) await db.query(sql, [persons]);
  await db.query(MATCH_RECORDS, [persons]);
  return gone.map(({ id }) => id);
}
