import { randomUUID } from 'node:crypto';
import { HOUR_MS } from '@handrail/domain';
import { eventually } from '@handrail/testing';
import type { ReassessmentView } from '../reassessment.view.js';
import {
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

const post = (path: string, body: unknown, ifMatch?: string | null) =>
  assessment.request('POST', `/v1/reassessments/${path}`, body, ifMatch);

/** A person whose detox ended with an unknown withdrawal risk: somebody has to decide. */
async function waiting(): Promise<ReassessmentView> {
  const personId = randomUUID();
  await assessment.rated(personId, { ...stable, d1: 'unknown' });
  await assessment.detoxed(personId);
  return assessment.only(personId, ({ status }) => status === 'open');
}

async function decided(): Promise<ReassessmentView> {
  const personId = randomUUID();
  await assessment.rated(personId);
  await assessment.detoxed(personId);
  return assessment.only(personId, ({ status }) => status === 'determined');
}

const etag = ({ version }: { readonly version: number }) => `"${version}"`;

describe('a reassessment that waits for a person', () => {
  it('is due in four hours and proposes no level', async () => {
    const open = await waiting();
    expect(open).toMatchObject({ proposal: { level: null, mode: 'needs-human' } });
    expect(Date.parse(open.dueAt) - Date.parse(open.openedAt)).toBe(4 * HOUR_MS);
    expect(open.determination).toBeUndefined();
  });

  it('is claimed, rated and signed', async () => {
    const open = await waiting();
    const claimed = await post(`${open.id}/claim`, { by: 'nurse-7' }, etag(open));
    expect(claimed).toMatchObject({
      status: 200,
      body: { status: 'in-progress', claimedBy: 'nurse-7' },
    });
    const ratings = { ...stable, d1: 1, d5: 3 };
    const rated = await post(`${open.id}/ratings`, { ratings }, claimed.etag);
    expect(rated).toMatchObject({
      status: 200,
      body: { ratings, status: 'in-progress', proposal: { level: 'PHP' } },
    });
    const signed = await post(`${open.id}/determine`, {}, rated.etag);
    expect(signed.body).toMatchObject({
      status: 'determined',
      decidedBy: 'clinician',
      determination: { level: 'PHP' },
    });
    const event = await eventually(
      () => assessment.eventsOf(open.personId, 'level-of-care-determined')[0],
    );
    expect(event).toMatchObject({
      decidedBy: 'clinician',
      determination: { level: 'PHP' },
      trigger: { messageId: open.trigger.messageId },
    });
  });

  it('acts by itself when ratings come and nobody has claimed it', async () => {
    const open = await waiting();
    const rated = await post(`${open.id}/ratings`, { ratings: stable }, etag(open));
    expect(rated.body).toMatchObject({ status: 'determined', decidedBy: 'policy' });
  });

  it('cannot be signed while the policy gives no level', async () => {
    const open = await waiting();
    expect(await post(`${open.id}/determine`, {}, etag(open))).toMatchObject({
      status: 409,
      body: { type: 'urn:handrail:problem:ratings-incomplete' },
    });
  });

  it('of two people who sign at once one wins and the other is told', async () => {
    const open = await waiting();
    const claimed = await post(`${open.id}/claim`, {}, etag(open));
    const rated = await post(`${open.id}/ratings`, { ratings: stable }, claimed.etag);
    const both = await Promise.all([
      post(`${open.id}/determine`, {}, rated.etag),
      post(`${open.id}/determine`, {}, rated.etag),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    await eventually(() => assessment.eventsOf(open.personId, 'level-of-care-determined')[0]);
    expect(assessment.eventsOf(open.personId, 'level-of-care-determined')).toHaveLength(1);
  });
});

describe('an override', () => {
  const words = 'lives with a brother who is sober';
  const decision = {
    level: 'PHP',
    reasonCode: 'person-wants-higher',
    text: words,
    role: 'physician',
  };

  it('keeps both results, and its words never leave the service', async () => {
    const { id, personId } = await decided();
    const read = await assessment.request('GET', `/v1/reassessments/${id}`);
    const answer = await post(`${id}/override`, decision, read.etag);
    expect(answer.body).toMatchObject({
      determination: { level: 'PHP', asamLevel: '2.5' },
      override: { reasonCode: 'person-wants-higher', text: words, policyLevel: 'IOP' },
      decidedBy: 'clinician',
    });
    await eventually(() => assessment.eventsOf(personId, 'level-of-care-determined')[1]);
    const texts = assessment.published.map(({ value }) => value?.toString() ?? '').join();
    expect(texts).toContain('person-wants-higher');
    expect(texts).not.toContain('brother');
  });

  it.each([
    ['an unknown reason', { ...decision, reasonCode: 'because' }, '/reasonCode'],
    ['an unknown level', { ...decision, level: 'SPA' }, '/level'],
    ['no words', { ...decision, text: '' }, '/text'],
    ['a NUL in the words', { ...decision, text: 'a\u0000b' }, '/text'],
  ])('with %s is refused', async (_name, body, path) => {
    const reassessment = await decided();
    const answer = await post(`${reassessment.id}/override`, body, etag(reassessment));
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path }] } });
    expect(answer.type).toContain('application/problem+json');
  });
});

describe('preconditions', () => {
  it('nothing changes without If-Match', async () => {
    const open = await waiting();
    expect(await post(`${open.id}/claim`, {})).toMatchObject({ status: 428 });
  });

  it('nothing changes on a version that is past', async () => {
    const open = await waiting();
    await post(`${open.id}/claim`, {}, etag(open));
    const late = await post(`${open.id}/claim`, {}, etag(open));
    expect(late).toMatchObject({ status: 412, body: { title: 'Somebody changed it meanwhile' } });
  });

  it('what is not there is 404', async () => {
    expect(await post(`${randomUUID()}/claim`, {}, '"1"')).toMatchObject({ status: 404 });
    expect(await assessment.request('GET', '/v1/reassessments/nonsense')).toMatchObject({
      status: 404,
    });
  });
});

describe('the list', () => {
  it('is filtered by state and paged', async () => {
    await waiting();
    await waiting();
    const path = '/v1/reassessments?status=open&limit=1';
    const first = (await assessment.request('GET', path)).body as {
      items: ReassessmentView[];
      nextCursor: string;
    };
    expect(first.items.map(({ status }) => status)).toEqual(['open']);
    const next = await assessment.request('GET', `${path}&cursor=${first.nextCursor}`);
    const second = next.body as typeof first;
    expect(second.items[0]!.id).not.toBe(first.items[0]!.id);
    expect(second.items[0]!.openedAt <= first.items[0]!.openedAt).toBe(true);
  });

  it('refuses a state nobody knows', async () => {
    expect(await assessment.request('GET', '/v1/reassessments?status=lost')).toMatchObject({
      status: 400,
    });
  });
});
