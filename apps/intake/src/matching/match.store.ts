import { execute, upsert, type Queryable, type Tx } from '@handrail/messaging';
import { Pace } from '@handrail/platform';
import type { Vault } from '../encryption/vault.js';
import type { MatchRecord } from './domain/match-record.js';
import type { Matchable, MatchHashes } from './matchable.js';

/** A record that is kept, with whose it is. */
export interface KeptRecord {
  readonly id: string;
  readonly personId: string;
  readonly record: MatchRecord;
}

const placeOf = (recordId: string) => `match-record:${recordId}`;

const KNOWN = `
  SELECT digest, person_id FROM match_record WHERE digest = ANY($1::bigint[])`;

/** Who has already been told of by the very same record, as `digest|person id`. */
export async function knownRecords(
  db: Queryable,
  digests: readonly string[],
): Promise<Set<string>> {
  if (digests.length === 0) return new Set();
  const rows = await db.query<{ digest: string; person_id: string }>(KNOWN, [digests]);
  return new Set(rows.map(({ digest, person_id }) => `${digest}|${person_id}`));
}

/** How many records are kept, and a number that changes with every one that is added. */
export async function matchingState(
  db: Queryable,
): Promise<{ readonly generation: string; readonly records: number }> {
  const [row] = await db.query<{ generation: string; records: string }>(
    'SELECT generation, records FROM matching_state',
  );
  return { generation: row!.generation, records: Number(row!.records) };
}

// One record more than a block may have is enough to know that it is too big.
const BLOCKS = `
  SELECT k.key, b.ids FROM unnest($1::bigint[]) AS k(key)
  CROSS JOIN LATERAL (
    SELECT array_agg(few.record_id) AS ids
    FROM (SELECT record_id FROM match_key WHERE key = k.key LIMIT $2) AS few
  ) AS b
  WHERE b.ids IS NOT NULL`;

/** Ids of the records behind each key; one more than the limit means too many. */
export async function blocksOf(
  db: Queryable,
  keys: readonly string[],
  limit: number,
): Promise<Map<string, readonly string[]>> {
  if (keys.length === 0) return new Map();
  const rows = await db.query<{ key: string; ids: string[] }>(BLOCKS, [keys, limit + 1]);
  return new Map(rows.map(({ key, ids }) => [key, ids]));
}

const RECORDS = 'SELECT id, person_id, sealed FROM match_record WHERE id = ANY($1::bigint[])';

/** Records by id; those whose data key has been destroyed are nobody's any more. */
export async function recordsOf(
  db: Queryable,
  vault: Vault,
  ids: readonly string[],
): Promise<Map<string, KeptRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await db.query<{ id: string; person_id: string; sealed: Buffer }>(RECORDS, [ids]);
  const ring = await vault.ringOf(
    db,
    rows.map(({ sealed }) => sealed),
  );
  const pace = new Pace();
  const records = new Map<string, KeptRecord>();
  for (const { id, person_id: personId, sealed } of rows) {
    const record = ring.json<MatchRecord>({ place: placeOf(id), sealed });
    if (record) records.set(id, { id, personId, record });
    await pace.step();
  }
  return records;
}

const RECORDS_OF = `SELECT id, person_id, sealed FROM match_record WHERE person_id = ANY($1::uuid[])`;

/** Everything that was ever told of persons, report by report. */
export async function recordsOfPersons(
  db: Queryable,
  vault: Vault,
  personIds: readonly string[],
): Promise<Map<string, readonly MatchRecord[]>> {
  const records = new Map<string, MatchRecord[]>();
  if (personIds.length === 0) return records;
  const rows = await db.query<{ id: string; person_id: string; sealed: Buffer }>(RECORDS_OF, [
    personIds,
  ]);
  const ring = await vault.ringOf(
    db,
    rows.map(({ sealed }) => sealed),
  );
  const pace = new Pace();
  for (const { id, person_id, sealed } of rows) {
    const record = ring.json<MatchRecord>({ place: placeOf(id), sealed });
    const own = records.get(person_id);
    if (record && own) own.push(record);
    else if (record) records.set(person_id, [record]);
    await pace.step();
  }
  return records;
}

const FREQUENCIES = 'SELECT key, seen FROM value_frequency WHERE key = ANY($1::bigint[])';

export async function frequenciesOf(
  db: Queryable,
  keys: readonly string[],
): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map();
  const rows = await db.query<{ key: string; seen: string }>(FREQUENCIES, [keys]);
  return new Map(rows.map(({ key, seen }) => [key, Number(seen)]));
}

const TAKE = `
  UPDATE matching_state SET generation = generation + 1, records = records + $1
  RETURNING (generation - 1)::text AS before`;

const NEWCOMERS = `
  SELECT 1 FROM match_key WHERE key = ANY($1::bigint[]) AND record_id <> ALL($2::bigint[]) LIMIT 1`;

/** What a look-up rested on. */
export interface Basis {
  readonly generation: string;
  /** Keys whose whole block was seen. */
  readonly keys: readonly string[];
  readonly seen: readonly string[];
}

/**
 * Waits for whoever is adding records, and answers whether a look-up made before still holds: nobody has
 * added a record that it should have compared. Held until the commit.
 */
export async function stillHolds(tx: Tx, basis: Basis, adding: number): Promise<boolean> {
  const [row] = await tx.query<{ before: string }>(TAKE, [adding]);
  if (row!.before === basis.generation || basis.keys.length === 0) return true;
  return (await tx.query(NEWCOMERS, [basis.keys, basis.seen])).length === 0;
}

interface RecordRow {
  readonly id: string;
  readonly personId: string;
  readonly matchable: Matchable;
  readonly sealed: Buffer;
}

const addRecords = upsert<RecordRow>(
  'match_record',
  {
    id: ['bigint', ({ id }) => id],
    person_id: ['uuid', ({ personId }) => personId],
    digest: ['bigint', ({ matchable }) => matchable.digest],
    sealed: ['bytea', ({ sealed }) => sealed],
  },
  { key: 'id', keeps: 'all' },
);

// Written by hand: a record has about ten of these short rows, and all of them are one round trip.
const INSERT_KEYS = `
  INSERT INTO match_key (key, record_id)
  SELECT k, r FROM unnest($1::bigint[], $2::bigint[]) AS n(k, r) ON CONFLICT DO NOTHING`;

// Written by hand: what is there already grows.
const COUNT = `
  INSERT INTO value_frequency (key, seen)
  SELECT k, count(*) FROM unnest($1::bigint[]) AS n(k) GROUP BY k
  ON CONFLICT (key) DO UPDATE SET seen = value_frequency.seen + EXCLUDED.seen`;

/** A record and whose it is. */
export interface PersonRecord {
  readonly personId: string;
  readonly matchable: Matchable;
}

/** Keeps records to compare later ones with, and counts their values. */
export async function saveRecords(
  tx: Tx,
  vault: Vault,
  hashes: MatchHashes,
  records: readonly PersonRecord[],
): Promise<void> {
  if (records.length === 0) return;
  await insertRecords(tx, vault, hashes, records);
  await execute(tx, COUNT, [records.flatMap(({ matchable }) => matchable.values)]);
}

export async function insertRecords(
  tx: Queryable,
  vault: Vault,
  hashes: MatchHashes,
  records: readonly PersonRecord[],
): Promise<void> {
  const ring = await vault.ringFor(
    tx,
    records.map(({ personId }) => personId),
  );
  const rows = records.map(({ personId, matchable }) => {
    const id = hashes.recordId(personId, matchable.digest);
    const sealed = ring.sealFor(personId, placeOf(id), JSON.stringify(matchable.record));
    return { id, personId, matchable, sealed };
  });
  await addRecords(tx, rows);
  const keys = rows.flatMap(({ id, matchable }) =>
    matchable.blockingKeys.map((key) => ({ key, id })),
  );
  await execute(tx, INSERT_KEYS, [keys.map(({ key }) => key), keys.map(({ id }) => id)]);
}
