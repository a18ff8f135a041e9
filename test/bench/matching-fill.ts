import { randomUUID } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import type { Queryable } from '@handrail/messaging';
import pg from 'pg';
import { insertRecords } from '../../apps/intake/src/matching/match.store.js';
import type { Identification } from '../../apps/intake/src/person/identification.js';
import { openIdentification } from '../../apps/intake/src/person/open-identification.js';
import { identifierPlace } from '../../apps/intake/src/person/person.store.js';
import { randomOf } from '../random.js';
import { namedOf, People, recordOf } from './matching-data.js';

/** What one thread fills. */
export interface Share {
  readonly databaseUrl: string;
  readonly masterKeyFile: string;
  readonly from: number;
  readonly to: number;
  readonly seed: number;
  /** Every so many persons one is remembered, to look for later. */
  readonly every: number;
}

export interface KnownPerson {
  readonly personId: string;
  readonly fields: Readonly<Record<string, string>>;
}

const CHUNK = 1_000;
/** Chunks being written at a time, so that the database works while the next is made. */
const WRITERS = 2;

async function store(db: Queryable, to: Identification, chunk: readonly KnownPerson[]) {
  const { matcher, vault, pseudonyms } = to;
  const records = chunk.map(({ personId, fields }) => {
    const named = namedOf(recordOf(fields));
    return { personId, named, matchable: matcher.hashes.matchable(named)! };
  });
  await insertRecords(db, vault, matcher.hashes, records);
  await db.query('INSERT INTO bench_value SELECT unnest($1::bigint[])', [
    records.flatMap(({ matchable }) => matchable.values),
  ]);
  const ring = await vault.ringFor(
    db,
    records.map(({ personId }) => personId),
  );
  const identifiers = records.map(({ personId, named }) => {
    const { system, value } = named.identifiers[0]!;
    const hash = pseudonyms.identifier({ system, value });
    return { hash, system, sealed: ring.sealFor(personId, identifierPlace(hash), value) };
  });
  await db.query(
    `INSERT INTO identifier (id_hash, person_id, system, sealed_value, trusted, first_seen_at)
     SELECT h, p, s, v, true, now()
     FROM unnest($1::text[], $2::uuid[], $3::text[], $4::bytea[]) AS n(h, p, s, v)`,
    [
      identifiers.map(({ hash }) => hash),
      records.map(({ personId }) => personId),
      identifiers.map(({ system }) => system),
      identifiers.map(({ sealed }) => sealed),
    ],
  );
}

/** A thread of the bench: makes its share of the persons, sealed and hashed as in service. */
async function fill({ databaseUrl, masterKeyFile, from, to, seed, every }: Share): Promise<void> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: WRITERS });
  const db: Queryable = {
    query: async <R>(sql: string, params: readonly unknown[] = []) =>
      (await pool.query(sql, [...params])).rows as R[],
  };
  const identification = await openIdentification(db, { MASTER_KEY_FILE: masterKeyFile });
  const people = new People(randomOf(seed));
  const writing = new Set<Promise<void>>();
  for (let at = from; at < to; at += CHUNK) {
    const chunk = Array.from({ length: Math.min(CHUNK, to - at) }, (_, n) => ({
      personId: randomUUID(),
      fields: people.fields(`${at + n}9`),
    }));
    const known = chunk.filter((_, n) => (at + n) % every === 0);
    const written: Promise<void> = store(db, identification, chunk).finally(() =>
      writing.delete(written),
    );
    writing.add(written);
    if (writing.size >= WRITERS) await Promise.race(writing);
    parentPort!.postMessage({ persons: chunk.length, known });
  }
  await Promise.all(writing);
  await pool.end();
}

await fill(workerData as Share);
