import { deriveId } from '@handrail/domain';
import type { Tx } from '@handrail/messaging';
import { mergedDetails } from '../inbound/domain/named-person.js';
import type { Vault } from '../encryption/vault.js';
import { loadPersons, savePersons } from './person.store.js';

export interface Merge {
  readonly id: string;
  readonly survivorId: string;
  readonly retiredId: string;
  readonly causeId: string;
  readonly at: string;
  /** Who says so: a source, somebody who reviewed it, or records that are alike. */
  readonly kind: 'told' | 'reviewed' | 'matched';
}

/**
 * Moves everything of one person to another. What moved is written down, so that a wrong merge can be
 * taken apart again. Answers whether both were known persons: only then the others must hear of it.
 */
export async function mergePersons(tx: Tx, vault: Vault, merge: Merge): Promise<boolean> {
  const { survivorId, retiredId } = merge;
  const persons = await loadPersons(tx, vault, [survivorId, retiredId]);
  const survivor = persons.get(survivorId);
  const retired = persons.get(retiredId);
  const moved = await moveRows(tx, merge);
  const both = [survivorId, retiredId];
  await tx.query(
    `UPDATE identity_review SET status = 'linked', decided_at = $3
     WHERE status = 'open' AND person_a = least($1::uuid, $2::uuid)
       AND person_b = greatest($1::uuid, $2::uuid)`,
    [...both, merge.at],
  );
  await moveReviews(tx, both);
  if (!retired) return false;
  // A survivor whom nobody has treated yet becomes known through the person they turn out to be.
  const details = mergedDetails(survivor?.details ?? {}, retired.details);
  await savePersons(tx, vault, [{ id: survivorId, details, registeredAt: merge.at }]);
  await tx.query('UPDATE person SET merged_into = $1 WHERE id = $2 OR merged_into = $2', both);
  await tx.query(
    `INSERT INTO person_merge (id, survivor_id, retired_id, cause_id, merged_at, moved, kind)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [merge.id, survivorId, retiredId, merge.causeId, merge.at, JSON.stringify(moved), merge.kind],
  );
  return true;
}

/**
 * Writes down that a likeness gave numbers to a person, so that it can be undone like a merge: the person
 * the numbers were never made into stands for the retired one.
 */
export async function recordLink(
  tx: Tx,
  link: {
    readonly personId: string;
    readonly identifiers: readonly string[];
    readonly causeId: string;
    readonly at: string;
  },
): Promise<void> {
  const { personId, identifiers, causeId, at } = link;
  const idOf = (purpose: string) => deriveId(Date.parse(at), purpose, causeId, ...identifiers);
  await tx.query(
    `INSERT INTO person_merge (id, survivor_id, retired_id, cause_id, merged_at, moved, kind)
     VALUES ($1, $2, $3, $4, $5, $6, 'linked')`,
    [
      idOf('link'),
      personId,
      idOf('never-a-person'),
      causeId,
      at,
      JSON.stringify({ identifiers, visits: [], keys: [] }),
    ],
  );
}

/** What was decided or asked about the retired person holds for the survivor, where nothing else does. */
async function moveReviews(tx: Tx, both: readonly string[]): Promise<void> {
  await tx.query(
    `UPDATE identity_review r
     SET person_a = least($1::uuid, o.other), person_b = greatest($1::uuid, o.other)
     FROM (SELECT id, CASE WHEN person_a = $2 THEN person_b ELSE person_a END AS other
           FROM identity_review WHERE person_a = $2 OR person_b = $2) o
     WHERE r.id = o.id AND r.status <> 'linked' AND o.other <> $1 AND NOT EXISTS (
       SELECT FROM identity_review x
       WHERE x.person_a = least($1::uuid, o.other) AND x.person_b = greatest($1::uuid, o.other))`,
    both,
  );
  await tx.query(
    `DELETE FROM identity_review WHERE status = 'open' AND (person_a = $1 OR person_b = $1)`,
    [both[1]],
  );
}

async function moveRows(tx: Tx, { survivorId, retiredId }: Merge) {
  const both = [survivorId, retiredId];
  const identifiers = await tx.query<{ id_hash: string }>(
    'SELECT id_hash FROM identifier WHERE person_id = $1',
    [retiredId],
  );
  // An untrusted value may belong to both; the survivor's own row then stays.
  const shared = await tx.query<{ id_hash: string; is_shared: boolean }>(
    `DELETE FROM identifier WHERE person_id = $2
       AND id_hash IN (SELECT id_hash FROM identifier WHERE person_id = $1) RETURNING id_hash, is_shared`,
    both,
  );
  await tx.query('UPDATE identifier SET person_id = $1 WHERE person_id = $2', both);
  // Of a number the two shared, the row that stays may be the second: somebody has to have it first.
  await tx.query(
    `UPDATE identifier i SET is_shared = false
     WHERE i.person_id = $1 AND i.is_shared AND NOT EXISTS (
       SELECT FROM identifier o WHERE o.id_hash = i.id_hash AND o.trusted AND NOT o.is_shared)`,
    [survivorId],
  );
  await tx.query('UPDATE number_sighting SET person_id = $1 WHERE person_id = $2', both);
  const visits = await tx.query<{ key: string }>(
    'UPDATE visit SET person_id = $1 WHERE person_id = $2 RETURNING key',
    both,
  );
  const consents = await tx.query<{ id: string; by_hand: boolean | null }>(
    `UPDATE consent SET person_id = $1 WHERE person_id = $2
     RETURNING id, acts -> 0 ->> 'kind' = 'record' AS by_hand`,
    both,
  );
  await tx.query('UPDATE message SET person_id = $1 WHERE person_id = $2', both);
  await tx.query('UPDATE match_record SET person_id = $1 WHERE person_id = $2', both);
  const keys = await tx.query<{ id: string }>(
    'UPDATE data_key SET person_id = $1 WHERE person_id = $2 RETURNING id',
    both,
  );
  return {
    identifiers: identifiers.map(({ id_hash }) => id_hash),
    shared: shared.map(({ id_hash }) => id_hash),
    first: shared.flatMap(({ id_hash, is_shared }) => (is_shared ? [] : [id_hash])),
    visits: visits.map(({ key }) => key),
    keys: keys.map(({ id }) => id),
    consents: consents.flatMap(({ id, by_hand }) => (by_hand ? [id] : [])),
  };
}
