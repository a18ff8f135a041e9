import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '@handrail/platform';
import { startTestServices, type TestServices } from '@handrail/testing';
import { intakeService } from '../../apps/intake/src/index.js';
import { generatedRecords, readRecords, type BenchRecord } from './matching-data.js';
import { measureLookUps } from './matching-million.js';

// Who is it: how many records of one person intake brings together, how many it confuses, and how long a
// look-up takes among a million persons.
//   npm run bench:matching                     a data set of its own
//   npm run bench:matching -- FOLDER           CSV files of the FEBRL kind, with a column rec_id

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    people: { type: 'string', default: '500' },
    persons: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '7' },
    'no-lookup': { type: 'boolean', default: false },
  },
});

const say = (line: string) => process.stdout.write(`${line}\n`);
const BATCH = 100;

async function send(url: string, records: readonly BenchRecord[]): Promise<void> {
  for (let from = 0; from < records.length; from += BATCH) {
    const events = records.slice(from, from + BATCH).map(({ person }) => ({
      specversion: '1.0',
      id: randomUUID(),
      source: 'urn:bench:feed',
      type: 'handrail.inbound.return-to-use-reported.v1',
      data: { person, occurredAt: '2026-11-02T08:30:00Z', evidence: 'clinician' },
    }));
    const answer = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify(events),
    });
    const { results } = (await answer.json()) as { results: Array<{ status: string }> };
    const refused = results.filter(({ status }) => status !== 'accepted').length;
    if (refused > 0) throw new Error(`${refused} records of a batch were refused`);
  }
}

/** Whom each record was given to, and which pairs of persons people are asked about. */
async function outcomeOf(url: string, records: readonly BenchRecord[]) {
  const json = async (path: string) => (await (await fetch(url + path)).json()) as Page;
  const personOf = new Map<string, string>();
  for (const { id, person } of records) {
    const { system, value } = person.identifiers[0]!;
    const page = await json(`/v1/persons?identifier=${encodeURIComponent(`${system}|${value}`)}`);
    personOf.set(id, page.items[0]!.id);
  }
  const asked = new Set<string>();
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Page = await json(`/v1/identity-reviews?limit=200${cursor && `&cursor=${cursor}`}`);
    for (const { persons } of page.items) asked.add(pairKey(persons![0]!.id, persons![1]!.id));
    cursor = page.nextCursor && encodeURIComponent(page.nextCursor);
  }
  return { personOf, asked };
}

interface Page {
  readonly items: ReadonlyArray<{ id: string; persons?: ReadonlyArray<{ id: string }> }>;
  readonly nextCursor: string | null;
}

const pairKey = (a: string, b: string) => [a, b].sort().join('|');

async function measureQuality(services: TestServices, records: readonly BenchRecord[]) {
  const url = services.url('intake');
  const startedMs = performance.now();
  await send(url, records);
  const seconds = (performance.now() - startedMs) / 1_000;
  const { personOf, asked } = await outcomeOf(url, records);
  let [truth, linked, right, queued] = [0, 0, 0, 0];
  for (const [at, record] of records.entries())
    for (const other of records.slice(at + 1)) {
      const [a, b] = [personOf.get(record.id)!, personOf.get(other.id)!];
      const isSame = record.entity === other.entity;
      if (isSame) truth += 1;
      if (a === b) linked += 1;
      if (a === b && isSame) right += 1;
      if (a !== b && isSame && asked.has(pairKey(a, b))) queued += 1;
    }
  const share = (part: number, whole: number) => (whole === 0 ? 'n/a' : (part / whole).toFixed(4));
  say(`records ${records.length}, pairs of one person ${truth}, taken in ${seconds.toFixed(1)} s`);
  say(`recall, linked automatically      ${share(right, truth)}   (wanted: at least 0.97)`);
  say(`precision, linked automatically   ${share(right, linked)}   (wanted: at least 0.999)`);
  say(
    `recall with the review queue      ${share(right + queued, truth)}   (wanted: at least 0.99)`,
  );
  say(`open reviews                      ${asked.size}`);
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'handrail-matching-'));
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), durable: false });
  process.env['HANDRAIL_TEST_DATABASE_URL'] = server.url;
  const services = await startTestServices([intakeService]);
  try {
    const [given] = positionals;
    const records = given
      ? await readRecords(given)
      : generatedRecords(Number(options.people), Number(options.seed));
    say(given ? `data: ${given}` : `data: generated, seed ${options.seed}`);
    await measureQuality(services, records);
    if (!options['no-lookup'])
      await measureLookUps(services, {
        ...{ persons: Number(options.persons), seed: 11 },
        serverUrl: server.url,
        say,
      });
  } finally {
    await services.stop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
