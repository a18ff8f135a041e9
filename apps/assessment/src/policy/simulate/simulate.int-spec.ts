import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capacityChanged } from '@handrail/contracts';
import { eventually } from '@handrail/testing';
import { DataSource } from 'typeorm';
import {
  ago,
  runAssessment,
  START_WITHIN_MS,
  stable,
  type RunningAssessment,
} from '../../testing/running-assessment.js';
import { stricterPolicy } from '../../testing/stricter-policy.js';
import type { SimulationDto } from './simulate.dto.js';

// Real: the assessment service, its database, the Postgres log. Intake and scheduling are played here.
const folder = mkdtempSync(join(tmpdir(), 'handrail-policies-'));
let assessment: RunningAssessment;
let person: string;

beforeAll(async () => {
  mkdirSync(join(folder, '2026.2'));
  for (const [name, text] of Object.entries(stricterPolicy()))
    writeFileSync(join(folder, '2026.2', name), text);
  assessment = await runAssessment({ HANDRAIL_POLICIES_DIR: folder });
  person = await decided(stable);
  await decided({ ...stable, d5: 1, d4: 1, d3: 0 });
}, START_WITHIN_MS);
afterAll(async () => {
  await assessment?.stop();
  rmSync(folder, { recursive: true });
});

/** A person whose detox ended and who got a level by themselves. */
async function decided(ratings: typeof stable | Record<string, number>): Promise<string> {
  const personId = randomUUID();
  await assessment.rated(personId, ratings as typeof stable);
  await assessment.detoxed(personId);
  await assessment.only(personId, ({ status }) => status === 'determined');
  return personId;
}

const simulate = async (version: string, body: object = {}) => {
  const answer = await assessment.request('POST', `/v1/policies/${version}/simulate`, body);
  return { ...answer, body: answer.body as SimulationDto };
};

const rowsWritten = async (): Promise<unknown> => {
  const database = assessment.services.service('assessment').app.get(DataSource);
  return database.query(
    `SELECT (SELECT count(*) FROM determination) AS determinations,
            (SELECT count(*) FROM outbox) AS events,
            (SELECT max(version) FROM reassessment) AS version`,
  );
};

describe('another version over what was recorded', () => {
  it('says who would get another level and why, and what that asks of the levels', async () => {
    const { status, body } = await simulate('2026.2');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      policyVersion: '2026.2',
      against: 'recorded',
      determinations: 2,
      changed: 1,
      moves: [{ from: 'IOP', to: 'PHP', count: 1 }],
      modeChanges: { toNeedsHuman: 0, toAutomatic: 0 },
      people: [
        {
          personId: person,
          from: 'IOP',
          to: 'PHP',
          because: [
            { rule: 'R4-d5-2', effect: 'at least IOP', only: 'before' },
            { rule: 'R4-d5-2', effect: 'at least PHP', only: 'after' },
          ],
        },
      ],
      peopleLeftOut: 0,
    });
    const demand = new Map(body.demand.map((one) => [one.level, one]));
    expect(demand.get('IOP')).toMatchObject({ before: 1, after: 0, change: -1 });
    expect(demand.get('PHP')).toMatchObject({ before: 0, after: 1, change: 1 });
    expect(demand.get('OP')).toMatchObject({ before: 1, after: 1, capacity: null });
  });

  it('writes nothing', async () => {
    const before = await rowsWritten();
    await simulate('2026.2');
    expect(await rowsWritten()).toEqual(before);
  });

  it('compares two versions, looks back as far as asked, and names as many people as asked', async () => {
    expect((await simulate('2026.2', { against: '2026.2' })).body).toMatchObject({ changed: 0 });
    expect((await simulate('2026.2', { against: '2026.1' })).body).toMatchObject({ changed: 1 });
    const later = { since: new Date(Date.now() + 3_600_000).toISOString() };
    expect((await simulate('2026.2', later)).body).toMatchObject({ determinations: 0 });
    const nobody = await simulate('2026.2', { limit: 0 });
    expect(nobody.body).toMatchObject({ changed: 1, people: [], peopleLeftOut: 1 });
  });

  it('sets demand against the places scheduling told of', async () => {
    const places = { programId: `p-${randomUUID()}`, level: 'PHP', held: 0, asOf: ago(0) } as const;
    await assessment.told(capacityChanged, { ...places, trackId: 'day', capacity: 8, used: 5 });
    await assessment.told(capacityChanged, { ...places, trackId: 'late', capacity: 4, used: 1 });
    const php = await eventually(async () => {
      const { demand } = (await simulate('2026.2')).body;
      const found = demand.find(({ level }) => level === 'PHP');
      return found?.capacity?.places === 12 ? found : undefined;
    });
    expect(php).toMatchObject({ after: 1, capacity: { places: 12, used: 6 } });
  });
});

describe('a draft that the service does not know', () => {
  it('is tried by its texts', async () => {
    const policy = stricterPolicy('2027.1');
    expect((await simulate('posted', { policy })).body).toMatchObject({
      policyVersion: '2027.1',
      changed: 1,
    });
    expect(await assessment.request('GET', '/v1/policies/2027.1')).toMatchObject({ status: 404 });
  });

  it('is refused with file and row when it may not decide', async () => {
    const draft = stricterPolicy();
    const broken = draft['minimums.yaml']!.replace('d5: 3 }', 'd5: 4 }');
    const policy = { ...draft, 'minimums.yaml': broken };
    const answer = await assessment.request('POST', '/v1/policies/posted/simulate', { policy });
    expect(answer.status).toBe(400);
    const { errors } = answer.body as { errors: { path: string; reason: string }[] };
    expect(errors).toContainEqual(
      expect.objectContaining({
        path: '/policy/minimums.yaml/R4-d5-4',
        reason: expect.stringContaining('overlaps row R4-d5-3'),
      }),
    );
  });
});

it.each([
  ['a version nobody knows', '1999.1', {}, 404],
  ['another nobody knows', '2026.2', { against: '1999.1' }, 404],
  ['a strange time', '2026.2', { since: 'soon' }, 400],
  ['too many people', '2026.2', { limit: 900 }, 400],
  ['a field that is not there', '2026.2', { sicne: '30d' }, 400],
  ['a draft under a known version', '2026.2', { policy: {} }, 400],
  ['no draft', 'posted', {}, 400],
])('refuses %s', async (_name, version, body, status) => {
  expect(await simulate(version, body)).toMatchObject({ status });
});
