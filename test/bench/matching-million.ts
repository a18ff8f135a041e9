import { randomUUID } from 'node:crypto';
import type { TestServices } from '@handrail/testing';
import { DataSource } from 'typeorm';
import { IDENTIFICATION } from '../../apps/intake/src/intake.tokens.js';
import { insertRecords } from '../../apps/intake/src/matching/match.store.js';
import type { Identification } from '../../apps/intake/src/person/identification.js';
import type { NamedPerson } from '../../apps/intake/src/person/domain/person.js';
import { People, randomOf, recordOf, type BenchRecord } from './matching-data.js';

const CHUNK = 2_000;
const LOOK_UPS = 500;
/** Chunks being written at a time, so that the database works while the next is made. */
const WRITERS = 3;

const namedOf = ({ person }: BenchRecord): NamedPerson => {
  const { identifiers, ...details } = person;
  return {
    identifiers: identifiers.map((each, at) => ({ ...each, trusted: at === 0 })),
    details,
  };
};

interface Scene {
  readonly persons: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

/**
 * Fills the tables with made-up persons, sealed and hashed as in service, and measures the look-up of
 * records: half of them damaged copies of persons who are there, half of persons who are not.
 */
export async function measureLookUps(services: TestServices, scene: Scene): Promise<void> {
  const { app } = services.service('intake');
  const db = app.get(DataSource);
  const identification = app.get<Identification>(IDENTIFICATION);
  const startedMs = performance.now();
  const known = await fill(db, identification, scene);
  scene.say(
    `persons ${scene.persons}, filled in ${((performance.now() - startedMs) / 1_000).toFixed(0)} s`,
  );
  const people = new People(randomOf(scene.seed + 1));
  const timesMs: number[] = [];
  let found = 0;
  for (let at = 0; at < LOOK_UPS; at += 1) {
    const copied = at % 2 === 0 ? known[at % known.length] : undefined;
    const fields = copied
      ? people.damaged(copied.fields, '99999999991', 2)
      : people.fields('99999999991');
    const { matcher, pseudonyms } = identification;
    const beganMs = performance.now();
    const matchable = matcher.hashes.matchable(namedOf(recordOf(fields)))!;
    const lookUp = await matcher.lookUp(db, [{ matchable, owner: undefined }]);
    const { same } = lookUp.match(matchable, undefined, (system, value) =>
      pseudonyms.identifier({ system, value }),
    );
    timesMs.push(performance.now() - beganMs);
    if (copied && same.includes(copied.personId)) found += 1;
  }
  timesMs.sort((a, b) => a - b);
  const at = (share: number) => timesMs[Math.floor(timesMs.length * share)]!.toFixed(1);
  scene.say(
    `look-up among them: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms of ${LOOK_UPS} (wanted: p50 under 20 ms)`,
  );
  scene.say(`damaged copies found: ${found} of ${LOOK_UPS / 2}`);
}

interface KnownPerson {
  readonly personId: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Indexes that many rows are quicker without; made again at the end. */
const INDEXES = `
  SELECT indexname AS name, indexdef AS definition FROM pg_indexes
  WHERE tablename IN ('match_key', 'match_record', 'identifier') AND indexname NOT LIKE '%_pkey'`;

async function fill(
  db: DataSource,
  identification: Identification,
  { persons, seed, say }: Scene,
): Promise<KnownPerson[]> {
  const people = new People(randomOf(seed));
  const known: KnownPerson[] = [];
  const indexes = await db.query<Array<{ name: string; definition: string }>>(INDEXES);
  for (const { name } of indexes) await db.query(`DROP INDEX ${name}`);
  await db.query('ALTER TABLE match_key DROP CONSTRAINT match_key_pkey');
  await db.query('CREATE UNLOGGED TABLE bench_value (key bigint)');
  const writing = new Set<Promise<void>>();
  for (let from = 0; from < persons; from += CHUNK) {
    const chunk = Array.from({ length: Math.min(CHUNK, persons - from) }, (_, at) => {
      const fields = people.fields(`${from + at}9`);
      const person = { personId: randomUUID(), fields };
      if ((from + at) % Math.ceil(persons / LOOK_UPS) === 0) known.push(person);
      return person;
    });
    const written: Promise<void> = store(db, identification, chunk).finally(() =>
      writing.delete(written),
    );
    writing.add(written);
    if (writing.size >= WRITERS) await Promise.race(writing);
    if ((from / CHUNK) % 100 === 99) say(`  ${from + CHUNK} persons`);
  }
  await Promise.all(writing);
  await db.query(
    `INSERT INTO value_frequency SELECT key, count(*) FROM bench_value GROUP BY key
     ON CONFLICT (key) DO UPDATE SET seen = value_frequency.seen + EXCLUDED.seen`,
  );
  await db.query('DROP TABLE bench_value');
  await db.query('UPDATE matching_state SET records = records + $1', [persons]);
  await db.query('ALTER TABLE match_key ADD PRIMARY KEY (key, record_id)');
  for (const { definition } of indexes) await db.query(definition);
  await db.query('VACUUM ANALYZE');
  return known;
}

async function store(
  db: DataSource,
  { matcher, vault, pseudonyms }: Identification,
  chunk: readonly KnownPerson[],
): Promise<void> {
  const told = chunk.map(({ personId, fields }) => {
    const named = namedOf(recordOf(fields));
    return { personId, named, matchable: matcher.hashes.matchable(named)! };
  });
  await insertRecords(db, vault, matcher.hashes, told);
  await db.query('INSERT INTO bench_value SELECT unnest($1::bigint[])', [
    told.flatMap(({ matchable }) => matchable.values),
  ]);
  await db.query(
    `INSERT INTO identifier (id_hash, person_id, system, sealed_value, trusted, first_seen_at)
     SELECT h, p, s, '', true, now() FROM unnest($1::text[], $2::uuid[], $3::text[]) AS n(h, p, s)`,
    [
      told.map(({ named }) => pseudonyms.identifier(named.identifiers[0]!)),
      told.map(({ personId }) => personId),
      told.map(({ named }) => named.identifiers[0]!.system),
    ],
  );
}
