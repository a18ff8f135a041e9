import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  attendanceRecorded,
  capacityChanged,
  stayStarted,
  stepDownPlanned,
} from '@handrail/contracts';
import { eventually } from '@handrail/testing';
import { DataSource } from 'typeorm';
import { HOUR_MS } from '@handrail/domain';
import {
  ago,
  ahead,
  runAssessment,
  START_WITHIN_MS,
  stable,
  type RunningAssessment,
} from '../testing/running-assessment.js';
import { stricterPolicy } from '../testing/stricter-policy.js';
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
    const demand = new Map(body.demand.map((demanded) => [demanded.level, demanded]));
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
    const later = { since: new Date(Date.now() + HOUR_MS).toISOString() };
    expect((await simulate('2026.2', later)).body).toMatchObject({ determinations: 0 });
    const nobody = await simulate('2026.2', { limit: 0 });
    expect(nobody.body).toMatchObject({ changed: 1, people: [], peopleLeftOut: 1 });
  });

  it('sets demand against the places scheduling told of', async () => {
    const places = { programId: `p-${randomUUID()}`, level: 'PHP', held: 0, asOf: ago(0) } as const;
    await assessment.publish(capacityChanged, { ...places, trackId: 'day', capacity: 8, used: 5 });
    await assessment.publish(capacityChanged, { ...places, trackId: 'late', capacity: 4, used: 1 });
    const php = await eventually(async () => {
      const { demand } = (await simulate('2026.2')).body;
      const found = demand.find(({ level }) => level === 'PHP');
      return found?.capacity?.places === 12 ? found : undefined;
    });
    expect(php).toMatchObject({ after: 1, capacity: { places: 12, used: 6 } });
  });
});

describe('other limits over what was recorded', () => {
  const missed = stricterPolicy('2027.2');
  const once = {
    ...missed,
    'limits.yaml': missed['limits.yaml']!.replace(/(id: missed-sessions\n\s+value: )2/, '$11'),
  };

  it('tell who would have been asked for in addition, apart from other levels', async () => {
    const personId = randomUUID();
    const placementId = randomUUID();
    const came = async (days: number, attendance: 'attended' | 'no-show') =>
      assessment.publish(
        attendanceRecorded,
        { personId, placementId, sessionStartsAt: ago(days), attendance },
        { recordedTime: ago(days) },
      );
    await came(4, 'attended');
    const { eventId } = await came(2, 'no-show');
    const found = await eventually(async () => {
      const { body } = await simulate('posted', { policy: once });
      return body.reassessments.more.count > 0 ? body : undefined;
    });
    expect(found.reassessments).toMatchObject({
      limits: [{ limit: 'missed-sessions', from: 2, to: 1 }],
      persons: 1,
      more: {
        ...{ count: 1, joins: 0, needsPerson: 1, byLevel: [], peopleLeftOut: 0 },
        byKind: [{ kind: 'missed-sessions', count: 1 }],
        people: [{ personId, eventId, level: null, mode: 'needs-human' }],
      },
      less: { count: 0, people: [] },
    });
    expect(found).toMatchObject({ determinations: 2, changed: 1 });
    expect(await assessment.reassessmentsOf(personId)).toEqual([]);
    const nobody = await simulate('posted', { policy: once, limit: 0 });
    expect(nobody.body.reassessments.more).toMatchObject({
      count: 1,
      people: [],
      peopleLeftOut: 1,
    });
    const earlier = await simulate('posted', { policy: once, until: ago(3) });
    expect(earlier.body.reassessments.more.count).toBe(0);
  });

  it('are read out of cases as they are stored, with what was decided about them', async () => {
    const personId = randomUUID();
    const stay = { personId, stayId: randomUUID(), facility: 'st-mary' };
    const setting = 'residential' as const;
    await assessment.publish(stayStarted, { ...stay, setting, startedAt: ago(30) });
    const planned = { ...stay, setting, plannedFor: ahead(5) };
    await assessment.publish(stepDownPlanned, planned, {
      recordedTime: ago(0.01),
      time: ago(0.01),
    });
    const reassessment = await assessment.only(personId, ({ status }) => status === 'open');
    const later = missed['limits.yaml']!.replace(/(id: step-down-ahead-days\n\s+value: )7/, '$12');
    const policy = { ...missed, 'limits.yaml': later };
    const { body } = await simulate('posted', { policy });
    expect(body.reassessments).toMatchObject({
      limits: [{ limit: 'step-down-ahead-days', from: 7, to: 2 }],
      less: {
        count: 1,
        people: [
          { personId, kind: 'residential-step-down', eventId: reassessment.trigger.eventId },
        ],
      },
    });
  });

  it('run nothing again where no limit says otherwise', async () => {
    const { body } = await simulate('2026.2');
    expect(body.reassessments).toMatchObject({ limits: [], persons: 0, more: { count: 0 } });
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
