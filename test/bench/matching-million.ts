import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { withDatabase } from '@handrail/platform';
import type { TestServices } from '@handrail/testing';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { IDENTIFICATION } from '../../apps/intake/src/intake.tokens.js';
import type { Identification } from '../../apps/intake/src/person/identification.js';
import { randomOf } from '../random.js';
import { namedOf, People, recordOf } from './matching-data.js';
import type { KnownPerson, Share } from './matching-fill.js';

const LOOK_UPS = 500;
const WARM_UP = 100;

interface Scene {
  readonly persons: number;
  readonly seed: number;
  readonly serverUrl: string;
  readonly say: (line: string) => void;
}

/**
 * Fills the tables with made-up persons, sealed and hashed as in service, and measures the look-up of
 * records: half of them damaged copies of persons who are there, half of persons who are not.
 */
export async function measureLookUps(services: TestServices, scene: Scene): Promise<void> {
  const { app } = services.service('intake');
  const db = app.get(DataSource);
  const { matcher, pseudonyms } = app.get<Identification>(IDENTIFICATION);
  const startedMs = performance.now();
  const known = await fill(services, scene);
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(0);
  scene.say(`persons ${scene.persons}, filled in ${seconds} s`);
  const people = new People(randomOf(scene.seed + 1_000));
  const timesMs: number[] = [];
  let found = 0;
  for (let at = 0; at < WARM_UP + LOOK_UPS; at += 1) {
    const copied = at % 2 === 0 ? known[at % known.length] : undefined;
    const fields = copied ? people.damaged(copied.fields, '99999999991', 2) : people.fields('91');
    const beganMs = performance.now();
    const matchable = matcher.hashes.matchable(namedOf(recordOf(fields)))!;
    const lookUp = await matcher.candidatesFor(db, [{ matchable, owner: undefined }]);
    const { same } = lookUp.match(matchable, undefined, (system, value) =>
      pseudonyms.identifier({ system, value }),
    );
    if (at < WARM_UP) continue;
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

/** Indexes that many rows are quicker without; made again at the end. */
const INDEXES = `
  SELECT indexname AS name, indexdef AS definition FROM pg_indexes
  WHERE tablename IN ('match_key', 'match_record', 'identifier') AND indexname NOT LIKE '%_pkey'`;

/** On a connection of its own: in service no statement may take as long as these do. */
async function fill(services: TestServices, scene: Scene): Promise<KnownPerson[]> {
  const connectionString = withDatabase(scene.serverUrl, `${services.databasePrefix}intake`);
  const db = new pg.Client({ connectionString });
  await db.connect();
  try {
    const { rows: indexes } = await db.query<{ name: string; definition: string }>(INDEXES);
    for (const { name } of indexes) await db.query(`DROP INDEX ${name}`);
    await db.query('ALTER TABLE match_key DROP CONSTRAINT match_key_pkey');
    await db.query('CREATE UNLOGGED TABLE bench_value (key bigint)');
    const known = await inThreads(services, scene);
    await db.query(
      `INSERT INTO value_frequency SELECT key, count(*) FROM bench_value GROUP BY key
       ON CONFLICT (key) DO UPDATE SET seen = value_frequency.seen + EXCLUDED.seen`,
    );
    await db.query('DROP TABLE bench_value');
    await db.query('UPDATE matching_state SET records = records + $1', [scene.persons]);
    await db.query('ALTER TABLE match_key ADD PRIMARY KEY (key, record_id)');
    for (const { definition } of indexes) await db.query(definition);
    await db.query('VACUUM ANALYZE');
    return known;
  } finally {
    await db.end();
  }
}

async function inThreads(services: TestServices, scene: Scene): Promise<KnownPerson[]> {
  const known: KnownPerson[] = [];
  const threads = Math.min(4, availableParallelism());
  const size = Math.ceil(scene.persons / threads);
  let done = 0;
  const ends = Array.from({ length: threads }, async (_, at) => {
    const { MASTER_KEY_FILE } = services.service('intake').settings as { MASTER_KEY_FILE?: string };
    const share: Share = {
      databaseUrl: withDatabase(scene.serverUrl, `${services.databasePrefix}intake`),
      masterKeyFile: MASTER_KEY_FILE!,
      from: at * size,
      to: Math.min(scene.persons, (at + 1) * size),
      seed: scene.seed + at,
      every: Math.ceil(scene.persons / LOOK_UPS),
    };
    const worker = new Worker(new URL('./matching-fill.ts', import.meta.url), {
      workerData: share,
    });
    worker.on('message', (news: { persons: number; known: KnownPerson[] }) => {
      const before = Math.floor(done / 200_000);
      done += news.persons;
      known.push(...news.known);
      if (Math.floor(done / 200_000) > before) scene.say(`  ${done} persons`);
    });
    const [code] = (await once(worker, 'exit')) as [number];
    if (code !== 0) throw new Error('a thread that fills the tables has failed');
  });
  await Promise.all(ends);
  return known;
}
