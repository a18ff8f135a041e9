import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres, startService } from '@handrail/platform';
import { assessmentService } from '@handrail/assessment';
import pg from 'pg';
import { generatedCase } from './generated-case.js';
import { generatedReassessment, type Generated } from './generated-year.js';

// What another policy would have decided about a generated year, asked over HTTP as a person would ask:
// reading the recorded determinations, deciding each again, counting. Generating the year and recording
// it is not part of the time. `--reassessments 1000000` asks about a million.

const { values: options } = parseArgs({
  options: {
    reassessments: { type: 'string', default: '100000' },
    draft: { type: 'string' },
  },
});
const REASSESSMENTS = Number(options.reassessments);
const YEAR_MS = 365 * 86_400_000;
const BATCH = 2_000;
/** Persons whose whole case is recorded as well: a case is much larger than a determination. */
const CASES = Math.min(REASSESSMENTS, 100_000);

const INSERT = `
  INSERT INTO determination (determination_id, reassessment_id, person_id, determined_at, decided_by,
                             policy_version, level, inputs, inputs_hash, result)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::text[], $6::text[],
                       $7::text[], $8::jsonb[], $9::text[], $10::jsonb[])`;

const INSERT_CASES = `
  INSERT INTO person_case (person_id, state) SELECT * FROM unnest($1::uuid[], $2::jsonb[])`;

interface Determination {
  readonly level: string | null;
  readonly policyVersion: string;
  readonly inputsHash: string;
}

interface Answer {
  readonly determinations: number;
  readonly changed: number;
  readonly elapsedMs: number;
  readonly reassessments: {
    readonly persons: number;
    readonly more: { readonly count: number; readonly joins: number };
    readonly less: { readonly count: number };
  };
  readonly moves: readonly { from: string | null; to: string | null; count: number }[];
  readonly modeChanges: { readonly toNeedsHuman: number; readonly toAutomatic: number };
  readonly demand: readonly {
    readonly level: string | null;
    readonly before: number;
    readonly after: number;
    readonly change: number;
  }[];
}

/** Asks the running service, so that what is recorded is what it decides. */
async function post<T>(url: string, body: unknown): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** Records a batch of the year as the service would have: the inputs and what it says about them. */
async function record(
  client: pg.Client,
  year: readonly Generated[],
  determinations: readonly Determination[],
  first: number,
): Promise<void> {
  await client.query(INSERT, [
    year.map(({ determinationId }) => determinationId),
    year.map(({ reassessmentId }) => reassessmentId),
    year.map(({ personId }) => personId),
    year.map(({ determinedAt }) => determinedAt),
    year.map(() => 'policy'),
    determinations.map(({ policyVersion }) => policyVersion),
    determinations.map(({ level }) => level),
    year.map(({ inputs }) => JSON.stringify(inputs)),
    determinations.map(({ inputsHash }) => inputsHash),
    determinations.map((determination) => JSON.stringify(determination)),
  ]);
  if (first >= CASES) return;
  await client.query(INSERT_CASES, [
    year.map(({ personId }) => personId),
    year.map((generated, n) =>
      JSON.stringify(generatedCase(generated, determinations[n]!, first + n)),
    ),
  ]);
}

async function generateYear(client: pg.Client, base: string, until: number): Promise<void> {
  const stepMs = YEAR_MS / REASSESSMENTS;
  for (let from = 0; from < REASSESSMENTS; from += BATCH) {
    const size = Math.min(BATCH, REASSESSMENTS - from);
    const year = Array.from({ length: size }, (_, n) =>
      generatedReassessment(from + n, until - (from + n + 1) * stepMs),
    );
    const determinations: Determination[] = [];
    for (let at = 0; at < size; at += 1_000)
      determinations.push(
        ...(await post<Determination[]>(
          `${base}/v1/policies/current/evaluate`,
          year.slice(at, at + 1_000).map(({ posted }) => posted),
        )),
      );
    await record(client, year, determinations, from);
  }
  await client.query('ANALYZE determination, person_case');
}

/** A draft to ask about: a folder, or the shipped policy in which a relapse risk of 2 asks for PHP. */
async function draftPolicy(): Promise<Record<string, string>> {
  const folder = options.draft ?? join('apps', 'assessment', 'policies', '2026.1');
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name));
  const texts = await Promise.all(
    names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const),
  );
  const policy = Object.fromEntries(texts);
  if (options.draft) return policy;
  const { 'cases.yaml': _cases, ...tables } = policy;
  const stricter = tables['minimums.yaml']!.replace(/(id: R4-d5-2\n[\s\S]*?atLeast: )IOP/, '$1PHP');
  const head = tables['policy.yaml']!.replace("version: '2026.1'", "version: '2026.2'");
  return { ...tables, 'policy.yaml': head, 'minimums.yaml': stricter };
}

/** The same draft, in which one missed session is enough to ask: whose limits have to be run over facts. */
const askedSooner = (policy: Record<string, string>): Record<string, string> => ({
  ...policy,
  'limits.yaml': policy['limits.yaml']!.replace(/(id: missed-sessions\n\s+value: )\d+/, '$11'),
});

function print({ determinations, changed, moves, modeChanges, demand }: Answer): void {
  const name = (level: string | null) => level ?? 'none';
  console.table(
    Object.fromEntries(
      demand.map(({ level, before, after, change }) => [name(level), { before, after, change }]),
    ),
  );
  const share = ((100 * changed) / determinations).toFixed(1);
  console.log(`${changed} of ${determinations} would get another level (${share} %)`);
  for (const { from, to, count } of moves) console.log(`  ${name(from)} -> ${name(to)}: ${count}`);
  const { toNeedsHuman, toAutomatic } = modeChanges;
  console.log(`a person would decide ${toNeedsHuman} more and ${toAutomatic} fewer`);
}

const folder = await mkdtemp(join(tmpdir(), 'handrail-what-if-'));
const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
try {
  const service = await startService(assessmentService, {
    ...process.env,
    HANDRAIL_DATABASE_URL: postgres.url,
    HANDRAIL_EVENT_LOG: 'postgres',
    HANDRAIL_PORT: '0',
    HANDRAIL_LOG_LEVEL: 'error',
    HANDRAIL_ALLOW_DRAFT_POLICY: 'true',
    HANDRAIL_DATA_DIR: folder,
  });
  const database = new URL(postgres.url);
  database.pathname = '/handrail_assessment';
  const client = new pg.Client({ connectionString: database.href });
  await client.connect();
  try {
    const startedMs = performance.now();
    await generateYear(client, service.url, Date.now());
    const generatedS = ((performance.now() - startedMs) / 1_000).toFixed(1);
    console.log(`generated a year of ${REASSESSMENTS} reassessments in ${generatedS} s`);
    const policy = await draftPolicy();
    const ask = async (draft: Record<string, string>) => {
      const askedMs = performance.now();
      const answer = await post<Answer>(`${service.url}/v1/policies/posted/simulate`, {
        ...{ since: '366d', limit: 20, policy: draft },
      });
      return { answer, seconds: (performance.now() - askedMs) / 1_000 };
    };
    const { answer, seconds } = await ask(policy);
    print(answer);
    const rate = Math.round(answer.determinations / seconds);
    console.log(`answered in ${seconds.toFixed(1)} s, ${rate} determinations a second`);
    const limits = await ask(askedSooner(policy));
    const { persons, more, less } = limits.answer.reassessments;
    console.log(
      `asked after one missed session: ${more.count} reassessments more, ${less.count} fewer, ${more.joins} reasons join others`,
    );
    console.log(`answered in ${limits.seconds.toFixed(1)} s with the facts of ${persons} persons`);
    const concerned = Math.ceil(CASES / 3);
    if (persons !== concerned)
      throw new Error(`${persons} persons were looked at instead of ${concerned}`);
    if (answer.determinations !== REASSESSMENTS)
      throw new Error(`${answer.determinations} were asked about instead of ${REASSESSMENTS}`);
  } finally {
    await client.end();
    await service.stop();
  }
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
