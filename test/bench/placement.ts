import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '@handrail/platform';
import pg from 'pg';
import { randomOf } from '../random.js';
import { changeEveryProgram, fill, type Network } from './placement-fill.js';

// A waiting list of the size of a large state: how long until a freed place is somebody's, how long until
// everybody is matched anew after every program has changed, and what the waiting list costs to read.
//   npm run bench:placement
//   npm run bench:placement -- --people 10000 --programs 200
const { values: options } = parseArgs({
  options: {
    people: { type: 'string', default: '100000' },
    programs: { type: 'string', default: '2000' },
    regions: { type: 'string', default: '50' },
    freed: { type: 'string', default: '200' },
    lists: { type: 'string', default: '100' },
    seed: { type: 'string', default: '7' },
  },
});
const [people, programs, regions, freed, lists, seed] = [
  options.people,
  options.programs,
  options.regions,
  options.freed,
  options.lists,
  options.seed,
].map(Number) as [number, number, number, number, number, number];
const network: Network = { people, programs, regions, seed, places: 10 };

const say = (line: string) => process.stdout.write(`${line}\n`);
const QUIET_MS = 1_000;

interface Figures {
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly cpuSeconds: number;
}

/** The one answer to the one question: nobody asks a second before the first was answered. */
async function figuresOf(child: ChildProcess): Promise<Figures> {
  child.send('figures');
  return ((await once(child, 'message')) as [Figures])[0];
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
const ascending = (values: readonly number[]) => values.toSorted((a, b) => a - b);

/** When the allocator is at rest: everybody is weighed, nobody is to be looked at, and nothing more is given. */
async function restedAt(
  client: pg.Client,
  since: Date,
): Promise<{ seconds: number; placed: number }> {
  const REST = `
    SELECT (SELECT version > weighed_version FROM directory_version)
        OR EXISTS (SELECT 1 FROM placement WHERE needs_look) OR EXISTS (SELECT 1 FROM line_look) AS busy,
      (SELECT sum(used)::int FROM track) AS used`;
  let [used, sinceMs] = [-1, performance.now()];
  for (;;) {
    const { rows } = await client.query<{ busy: boolean; used: number }>(REST);
    const { busy, used: now } = rows[0]!;
    if (busy || now !== used) [used, sinceMs] = [now, performance.now()];
    else if (performance.now() - sinceMs > QUIET_MS) break;
    await sleep(50);
  }
  const { rows } = await client.query<{ at: Date | null; placed: number }>(
    `SELECT greatest(max(updated_at), $2::timestamptz) AS at,
       count(*) FILTER (WHERE confirmed_at > $1)::int AS placed
     FROM placement WHERE updated_at > $1`,
    [since, new Date(Date.now() - (performance.now() - sinceMs))],
  );
  const last = Math.min(rows[0]!.at!.getTime(), Date.now());
  return { seconds: (last - since.getTime()) / 1_000, placed: rows[0]!.placed };
}

/** From the answer to whoever ended a place until it is somebody else's, seen from another connection. */
async function freeOne(
  client: pg.Client,
  url: string,
  random: () => number,
): Promise<number | null> {
  const { rows } = await client.query<{ id: string; program_id: string; version: number }>(
    `SELECT id, program_id, version FROM placement
     WHERE status = 'confirmed' AND program_id = $1 LIMIT 1`,
    [`bench-${1 + Math.floor(random() * programs)}`],
  );
  const [place] = rows;
  if (!place) return null;
  const answer = await fetch(`${url}/v1/placements/${place.id}/end`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'if-match': `"${place.version}"` },
    body: JSON.stringify({ by: 'bench', reason: 'left' }),
  });
  if (!answer.ok) throw new Error(`a place could not be ended: ${answer.status}`);
  const from = performance.now();
  while (performance.now() - from < 3_000) {
    const { rows: taken } = await client.query(
      `SELECT 1 FROM placement AS ended JOIN placement AS given
         ON given.program_id = ended.program_id AND given.confirmed_at > ended.left_at
       WHERE ended.id = $1 AND given.status = 'confirmed'`,
      [place.id],
    );
    if (taken.length > 0) return performance.now() - from;
    await sleep(1);
  }
  return null;
}

async function readLists(url: string, random: () => number) {
  const filters = [
    () => '',
    () => `&region=region-${Math.floor(random() * regions)}`,
    () => '&level=IOP',
    () => '&waitReason=no-matching-program',
  ];
  const times: number[] = [];
  let largest = 0;
  for (let n = 0; n < lists; n += 1) {
    const from = performance.now();
    const answer = await fetch(`${url}/v1/waitlist?limit=200${filters[n % filters.length]!()}`);
    const text = await answer.text();
    times.push(performance.now() - from);
    largest = Math.max(largest, Buffer.byteLength(text));
  }
  return { times: ascending(times), largest };
}

const table: Array<readonly [what: string, seen: string, wanted: string]> = [];
const ms = (value: number) => `${value.toFixed(1)} ms`;

/** What is measured: the process, where it answers, and its database. */
interface Measured {
  readonly child: ChildProcess;
  readonly url: string;
  readonly client: pg.Client;
  readonly random: () => number;
}

async function measureFreed({ child, url, client, random }: Measured): Promise<void> {
  const before = await figuresOf(child);
  const waits: number[] = [];
  for (let n = 0; n < freed; n += 1) waits.push((await freeOne(client, url, random)) ?? Infinity);
  const after = await figuresOf(child);
  const given = ascending(waits.filter((wait) => wait < Infinity));
  table.push(
    ['a freed place is given, p50', ms(at(given, 0.5)), ''],
    ['a freed place is given, p95', ms(at(given, 0.95)), 'under 100 ms'],
    ['a freed place is given, slowest', ms(at(given, 1)), ''],
    ['freed places nobody in line wants', `${freed - given.length} of ${freed}`, ''],
    [
      'processor for a freed place',
      ms(((after.cpuSeconds - before.cpuSeconds) * 1_000) / freed),
      '',
    ],
  );
}

async function measureChange({ client }: Measured): Promise<void> {
  await changeEveryProgram(client);
  const { seconds, placed } = await restedAt(client, new Date());
  table.push(
    ['everybody matched anew, every program changed', `${seconds.toFixed(1)} s`, 'under 10 s'],
    ['places given meanwhile', String(placed), ''],
  );
}

async function measureLists({ url, random }: Measured): Promise<void> {
  const { times, largest } = await readLists(url, random);
  table.push(
    ['200 rows of the waiting list, p95', ms(at(times, 0.95)), 'under 100 ms'],
    ['200 rows of the waiting list, size', `${(largest / 1_000).toFixed(0)} kB`, 'under 200 kB'],
  );
}

async function countWrong({ client }: Measured): Promise<void> {
  const { rows } = await client.query<{ over: number; apart: number }>(`
    SELECT count(*) FILTER (WHERE used + held > capacity)::int AS over,
      count(*) FILTER (WHERE used <> (SELECT count(*) FROM placement AS p WHERE p.status = 'confirmed'
        AND p.program_id = track.program_id AND p.track_id = track.id))::int AS apart
    FROM track`);
  table.push(
    ['tracks with more people than places', String(rows[0]!.over), '0'],
    ['tracks whose count is not that of its people', String(rows[0]!.apart), '0'],
  );
}

async function measure(measured: Measured): Promise<void> {
  const { child, client } = measured;
  const empty = await figuresOf(child);
  await fill(client, network);
  const filled = new Date();
  say(`${people} people, ${programs} programs with ${programs * network.places} places, all taken`);
  const { seconds } = await restedAt(client, filled);
  table.push(['everybody looked at for the first time', `${seconds.toFixed(1)} s`, '']);
  await client.query('VACUUM (ANALYZE) placement, need_group');
  await measureFreed(measured);
  await measureChange(measured);
  await measureLists(measured);
  const full = await figuresOf(child);
  const grown = (full.rssBytes - empty.rssBytes) / 1_048_576;
  table.push(
    ['memory of scheduling, grown by', `${grown.toFixed(0)} MB`, 'under 200 MB'],
    ['memory of scheduling, in use', `${(full.heapBytes / 1_048_576).toFixed(0)} MB of heap`, ''],
  );
  await countWrong(measured);
}

function show(): void {
  const width = Math.max(...table.map(([what]) => what.length));
  for (const [what, seen, wanted] of table)
    say(`${what.padEnd(width)}  ${seen.padStart(16)}  ${wanted && `wanted: ${wanted}`}`.trimEnd());
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'handrail-bench-placement-'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  const child = fork(resolve(import.meta.dirname, 'placement-service.ts'), {
    execArgv: ['--no-warnings', '--import', './scripts/typescript.mjs'],
    env: {
      ...process.env,
      HANDRAIL_DATABASE_URL: postgres.url,
      HANDRAIL_DATABASE_PREFIX: 'bench_',
      HANDRAIL_DATA_DIR: folder,
      HANDRAIL_PORT: '0',
      HANDRAIL_LOG_LEVEL: 'warn',
      HANDRAIL_ALLOCATOR_POLL_MS: '200',
    },
  });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  const address = new URL(postgres.url);
  address.pathname = '/bench_scheduling';
  const client = new pg.Client({ connectionString: address.href });
  await client.connect();
  try {
    await measure({ child, url, client, random: randomOf(seed) });
    show();
  } finally {
    await client.end();
    child.send('stop');
    await once(child, 'exit');
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
