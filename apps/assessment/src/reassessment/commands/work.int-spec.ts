import { randomUUID } from 'node:crypto';
import { attendanceRecorded } from '@handrail/contracts';
import { eventually } from '@handrail/testing';
import type { QueueItem } from '../../reads/queue/queue-item.js';
import type { ReassessmentView } from '../reassessment.view.js';
import {
  ago,
  ahead,
  runAssessment,
  START_WITHIN_MS,
  stable,
  type RunningAssessment,
} from '../../testing/running-assessment.js';

// Real: the assessment service, its database, the Postgres log. Intake is played here.
let assessment: RunningAssessment;
beforeAll(async () => {
  assessment = await runAssessment();
}, START_WITHIN_MS);
afterAll(() => assessment?.stop());

const etag = ({ version }: { readonly version: number }) => `"${version}"`;
const post = (path: string, body: unknown, ifMatch: string | null) =>
  assessment.request('POST', `/v1/reassessments/${path}`, body, ifMatch);
const get = async <T>(path: string) => (await assessment.request('GET', path)).body as T;

/** A person whose detox ended with an unknown withdrawal risk: somebody has to decide. */
async function waiting(): Promise<ReassessmentView> {
  const personId = randomUUID();
  await assessment.rated(personId, { ...stable, d1: 'unknown' });
  await assessment.detoxed(personId);
  return assessment.only(personId, ({ status }) => status === 'open');
}

/** Acts and answers the reassessment after it; fails when it is refused. */
async function acts(
  reassessment: ReassessmentView,
  path: string,
  body: object,
): Promise<ReassessmentView> {
  const answer = await post(`${reassessment.id}/${path}`, body, etag(reassessment));
  expect(answer).toMatchObject({ status: 200, etag: etag(answer.body as ReassessmentView) });
  return answer.body as ReassessmentView;
}

async function idsIn(queue: string): Promise<string[]> {
  const { items } = await get<{ items: QueueItem[] }>(`/v1/reassessments?queue=${queue}&limit=200`);
  return items.map(({ id }) => id);
}

describe('the queue', () => {
  it('says why now, what is flagged, when it is due and how long it has waited', async () => {
    const open = await waiting();
    const { items } = await get<{ items: QueueItem[] }>('/v1/reassessments?queue=unassigned');
    expect(items.find(({ id }) => id === open.id)).toMatchObject({
      whyNow: 'Detox completed',
      flags: [],
      stage: 'unassigned',
      stageSince: open.trigger.occurredAt,
      due: 'on-time',
      ageInStageMinutes: expect.any(Number),
    });
    const dues = items.map(({ dueAt }) => dueAt);
    expect(dues).toEqual([...dues].sort());
  });

  it('shows work to those it belongs to, and counts it', async () => {
    const [mine, theirs, later] = [await waiting(), await waiting(), await waiting()];
    const owner = `nurse-${randomUUID()}`;
    await acts(mine, 'claim', { by: owner });
    await acts(theirs, 'claim', { by: 'nurse-8' });
    await acts(later, 'snooze', { by: owner, until: ahead(0.5), reason: 'sleeps until noon' });
    expect(await idsIn(`mine&owner=${owner}`)).toEqual([mine.id]);
    const unassigned = await idsIn('unassigned');
    expect(unassigned).not.toContain(mine.id);
    expect(unassigned).not.toContain(later.id);
    expect(await idsIn('all')).toEqual(expect.arrayContaining([mine.id, theirs.id]));
    expect(await idsIn('snoozed')).toEqual([later.id]);
    expect(await get(`/v1/reassessments/queue-counts?owner=${owner}`)).toMatchObject({
      mine: 1,
      snoozed: 1,
      overdue: 0,
      all: (await idsIn('all')).length,
    });
  });

  it('is paged, earliest due first', async () => {
    await waiting();
    await waiting();
    const path = '/v1/reassessments?queue=all&limit=1';
    const first = await get<{ items: QueueItem[]; nextCursor: string }>(path);
    const second = await get<typeof first>(`${path}&cursor=${first.nextCursor}`);
    expect(first.items[0]!.dueAt <= second.items[0]!.dueAt).toBe(true);
    expect(first.items[0]!.id).not.toBe(second.items[0]!.id);
  });

  it('of one person needs to know whose it is', async () => {
    const answer = await assessment.request('GET', '/v1/reassessments?queue=mine');
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'owner' }] } });
    expect(await assessment.request('GET', '/v1/reassessments?queue=lost')).toMatchObject({
      status: 400,
    });
  });
});

describe('two people at one reassessment', () => {
  it('the second to claim is told who has it', async () => {
    const open = await waiting();
    const claimed = await acts(open, 'claim', { by: 'nurse-7' });
    const late = await post(`${open.id}/claim`, { by: 'nurse-8' }, etag(claimed));
    expect(late).toMatchObject({
      status: 409,
      body: { type: 'urn:handrail:problem:already-claimed', holder: { by: 'nurse-7' } },
    });
  });

  it('the second on a version that is past is told who changed what, and nothing is lost', async () => {
    const claimed = await acts(await waiting(), 'claim', { by: 'nurse-7' });
    const draft = { by: 'nurse-7', ratings: { d1: 2 }, note: 'asks again at noon' };
    const saved = await acts(claimed, 'draft', draft);
    const late = await post(`${claimed.id}/draft`, { ...draft, ratings: {} }, etag(claimed));
    expect(late).toMatchObject({
      status: 412,
      body: {
        currentVersion: saved.version,
        holder: { by: 'nurse-7' },
        lastChange: { what: 'draft-saved', by: 'nurse-7' },
      },
    });
    const read = await get<ReassessmentView>(`/v1/reassessments/${claimed.id}`);
    expect(read.draft).toMatchObject({ ratings: { d1: 2 }, note: 'asks again at noon' });
  });

  it('who does not hold it cannot sign or rate it', async () => {
    const claimed = await acts(await waiting(), 'claim', { by: 'nurse-7' });
    const stranger = { by: 'nurse-8', ratings: stable };
    expect(await post(`${claimed.id}/ratings`, stranger, etag(claimed))).toMatchObject({
      status: 409,
      body: { type: 'urn:handrail:problem:held-by-another' },
    });
    const rated = await acts(claimed, 'ratings', { by: 'nurse-7', ratings: stable });
    expect(await post(`${claimed.id}/determine`, { by: 'nurse-8' }, etag(rated))).toMatchObject({
      status: 409,
    });
    const signed = await acts(rated, 'determine', { by: 'nurse-7', role: 'nurse' });
    expect(signed).toMatchObject({
      stage: 'determined',
      signature: { by: 'nurse-7', role: 'nurse' },
      determination: { level: 'IOP' },
    });
  });
});

describe('work goes from hand to hand', () => {
  it('with its history: claimed, asked for information, answered, handed on', async () => {
    const claimed = await acts(await waiting(), 'claim', { by: 'nurse-7' });
    const asked = await acts(claimed, 'request-information', { by: 'nurse-7', asks: 'home' });
    expect(asked).toMatchObject({ stage: 'waiting-for-information' });
    const rated = await acts(asked, 'ratings', { ratings: { ...stable, d1: 'unknown' } });
    const [request] = rated.informationRequests;
    expect(request!.answeredAt).not.toBeNull();
    const given = await acts(rated, 'hand-off', { by: 'nurse-7', to: 'nurse-9', reason: 'shift' });
    expect(given.history.map(({ stage }) => stage)).toEqual([
      'unassigned',
      'assigned',
      'waiting-for-information',
      'assigned',
      'assigned',
    ]);
    expect(given.claimedBy).toBe('nurse-9');
  });

  it.each([
    ['hand-off', { by: 'a', reason: 'x' }, '/to'],
    ['snooze', { by: 'a', until: 'soon', reason: 'x' }, '/until'],
    ['snooze', { by: 'a', until: '2030-01-01T00:00:00Z', reason: '' }, '/reason'],
    ['draft', { by: 'a', ratings: { d1: 9 } }, '/ratings/d1'],
    ['draft', { by: 'a', ratings: {}, context: { housing: 'castle' } }, '/context/housing'],
    ['request-information', { asks: 'x' }, '/by'],
    ['outreach', { by: 'a', outcome: 'perhaps' }, '/outcome'],
  ])('%s with %j is refused at the field', async (path, body, field) => {
    const open = await waiting();
    const answer = await post(`${open.id}/${path}`, body, etag(open));
    expect(answer.status).toBe(400);
    const { errors } = answer.body as { errors: { path: string }[] };
    expect(errors.map(({ path: at }) => at)).toContain(field);
  });
});

describe('somebody who does not come', () => {
  it('is to be reached; after three failures the work says so and is due soon', async () => {
    const personId = randomUUID();
    await assessment.rated(personId, stable);
    await assessment.publish(attendanceRecorded, {
      ...{ personId, placementId: randomUUID(), sessionStartsAt: ago(0.1), attendance: 'no-show' },
    });
    const open = await assessment.only(personId, ({ status }) => status === 'open');
    expect(open).toMatchObject({
      trigger: { kind: 'missed-sessions' },
      whyNow: 'Sessions missed',
      outreach: { dueAt: open.dueAt, overdoseRisk: false, attempts: [], doneAt: null },
      proposal: { mode: 'needs-human' },
    });
    const failed = { by: 'peer-2', outcome: 'not-reached' };
    const once = await acts(open, 'outreach', failed);
    const twice = await acts(once, 'outreach', failed);
    const third = await acts(twice, 'outreach', failed);
    expect(third.flags).toEqual(['outreach-failed']);
    expect(third.outreach?.attempts).toHaveLength(3);
    expect(Date.parse(third.dueAt)).toBeLessThan(Date.parse(open.dueAt));
    expect(assessment.eventsOf(personId, 'level-of-care-determined')).toEqual([]);
  });
});

it('pregnancy that somebody records is told at once, whatever is decided later (T8)', async () => {
  const claimed = await acts(await waiting(), 'claim', { by: 'nurse-7' });
  const rated = await acts(claimed, 'ratings', {
    ...{ by: 'nurse-7', ratings: stable, context: { pregnant: true, region: 'boston' } },
  });
  expect(rated).toMatchObject({ status: 'in-progress', flags: ['pregnant'] });
  const refused = await eventually(
    () => assessment.eventsOf(rated.personId, 'risk-factors-recorded')[0],
  );
  expect(refused).toMatchObject({ reassessmentId: rated.id, pregnant: true, injecting: null });
  await acts(rated, 'ratings', { by: 'nurse-7', ratings: stable });
  await acts(await waiting(), 'ratings', { ratings: stable, context: { region: 'boston' } });
  expect(assessment.eventsOf(rated.personId, 'risk-factors-recorded')).toHaveLength(1);
});

describe('what was decided', () => {
  it('is kept with inputs and policy, and is the same when it is made again', async () => {
    const rated = await acts(await waiting(), 'ratings', { ratings: stable });
    const override = {
      ...{ level: 'PHP', reasonCode: 'person-wants-higher', text: 'wants more', role: 'physician' },
      by: 'dr-2',
    };
    const overruled = await acts(rated, 'override', override);
    expect(overruled.override).toMatchObject({ by: 'dr-2', policyLevel: 'IOP' });
    const { items } = await get<{ items: Record<string, unknown>[] }>(
      `/v1/reassessments/${rated.id}/determinations`,
    );
    const current = await get<{ contentHash: string }>('/v1/policies/current');
    expect(items).toMatchObject([
      { decidedBy: 'clinician', level: 'PHP', result: { level: 'IOP' }, reproduced: true },
      { decidedBy: 'policy', level: 'IOP', result: { level: 'IOP' }, reproduced: true },
    ]);
    expect(items.map(({ policyHash }) => policyHash)).toEqual([
      current.contentHash,
      current.contentHash,
    ]);
  });

  it('is measured: overrides per rule, and hits per row', async () => {
    const rates = await get<{
      determinations: number;
      overrides: number;
      rate: number;
      byReason: object[];
      byRule: { rule: string; determinations: number; overrides: number; rate: number }[];
    }>('/v1/measures/overrides?since=1d');
    expect(rates).toMatchObject({
      overrides: 1,
      rate: 1 / rates.determinations,
      byReason: [{ reasonCode: 'person-wants-higher', count: 1 }],
    });
    const detox = rates.byRule.find(({ rule }) => rule === 'R5-T1')!;
    expect(detox).toEqual({
      ...{ rule: 'R5-T1', determinations: rates.determinations, overrides: 1 },
      rate: 1 / rates.determinations,
    });
    const hits = await get<{ determinations: number; rows: { id: string; hits: number }[] }>(
      '/v1/policies/current/hits',
    );
    const of = (id: string) => hits.rows.find((row) => row.id === id)?.hits;
    expect(of('R5-T1')).toBe(hits.determinations);
    expect(of('R4-d6-4')).toBe(0);
    expect(await assessment.request('GET', '/v1/measures/overrides?since=soon')).toMatchObject({
      status: 400,
    });
  });
});
