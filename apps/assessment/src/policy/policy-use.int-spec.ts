import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeterminationData } from '@handrail/contracts';
import { DataSource } from 'typeorm';
import { runAssessment, START_WITHIN_MS, stable } from '../testing/running-assessment.js';
import type { RunningAssessment } from '../testing/running-assessment.js';
import { stricterPolicy } from '../testing/stricter-policy.js';
import type { DecisionInputs } from './domain/inputs.js';
import { reproduce } from './domain/reproduce.js';
import { PolicyBook } from './policy-book.js';

// Real: the assessment service, its database, the Postgres log, policy folders. Intake is played here.
const folder = mkdtempSync(join(tmpdir(), 'handrail-policies-'));
let assessment: RunningAssessment;

/** Writes the approved policy that decides in this test, with some of its files changed. */
function writePolicy(changes: Readonly<Record<string, (text: string) => string>> = {}): void {
  mkdirSync(join(folder, '2027.1'), { recursive: true });
  const approval = "approval: { by: A. Owner, role: medical director, at: '2026-01-01T00:00:00Z' }";
  for (const [name, text] of Object.entries(stricterPolicy('2027.1'))) {
    const approved = text
      .replace('status: draft\napproval: null', `status: approved\n${approval}`)
      .replace('2099-01-01T00:00:00Z', '2026-01-02T00:00:00Z');
    writeFileSync(join(folder, '2027.1', name), changes[name]?.(approved) ?? approved);
  }
}

beforeAll(async () => {
  writePolicy();
  assessment = await runAssessment({
    HANDRAIL_POLICIES_DIR: folder,
    HANDRAIL_ALLOW_DRAFT_POLICY: 'false',
  });
}, START_WITHIN_MS);
afterAll(async () => {
  await assessment?.stop();
  rmSync(folder, { recursive: true });
});

/** Starts another process of the service on the same database. */
const startAgain = () =>
  runAssessment({
    HANDRAIL_POLICIES_DIR: folder,
    HANDRAIL_DATABASE_PREFIX: assessment.services.databasePrefix,
  });

interface Row {
  readonly policy_version: string;
  readonly inputs: DecisionInputs;
  readonly result: DeterminationData;
}

it('an approved version decides by itself, and everything it decided can be made again', async () => {
  for (const d5 of [1, 2, 3, 4]) {
    const personId = randomUUID();
    await assessment.rated(personId, { ...stable, d5 });
    await assessment.detoxed(personId);
    await assessment.only(personId, ({ status }) => status === 'determined');
  }
  const { app } = assessment.services.service('assessment');
  const rows = await app
    .get(DataSource)
    .query<Row[]>('SELECT policy_version, inputs, result FROM determination');
  expect(rows.map(({ result }) => result.level).sort()).toEqual(['IOP', 'PHP', 'PHP', 'RES']);
  for (const { policy_version: version, inputs, result } of rows) {
    const { policy } = app.get(PolicyBook).get(version)!;
    expect(reproduce(policy, inputs, result)).toEqual(result);
  }
});

it('a version that has decided is refused when its tables changed, by its name', async () => {
  writePolicy({ 'limits.yaml': (text) => text.replace('value: 15', 'value: 16') });
  await expect(startAgain()).rejects.toThrow(
    /policy 2027\.1 has decided about people and was changed/,
  );
});

it('retiring it is no change of its tables', async () => {
  writePolicy({ 'policy.yaml': (text) => text.replace('status: approved', 'status: retired') });
  const again = await startAgain();
  const { body } = await again.request('GET', '/v1/policies/2027.1');
  expect(body).toMatchObject({ status: 'retired', current: false });
  await again.services.service('assessment').stop();
});
