import { randomUUID } from 'node:crypto';
import { stayEnded } from '@handrail/contracts';
import type { PolicyAnswer, QueueCounts, SimulationAnswer } from '@handrail/contracts';
import type { QueueAnswer, ReassessmentWithEvents } from '../api/care.js';
import type { CapacityView } from '../api/policies.js';
import { careCase, careDay } from '../testing/care-cases.js';
import { ConsoleUnderTest } from '../testing/console-under-test.js';
import { FakeAssessment } from '../testing/fake-assessment.js';
import { Story } from '../testing/story.js';

let subject: ConsoleUnderTest;
let care: FakeAssessment;
beforeAll(async () => {
  subject = await ConsoleUnderTest.start();
});
afterAll(() => subject.stop());
beforeEach(() => {
  for (const fake of Object.values(subject.fakes)) fake.reset();
  care = new FakeAssessment();
  careDay().forEach((task) => care.add(task));
  subject.fakes.assessment.more = care.answer;
});

const PATH = '/v1/console/care';
const queue = async (search = '') =>
  (await subject.get<QueueAnswer>(`${PATH}/queue${search}`)).body;

/** An act as the page sends it. */
async function act(id: string, name: string, body: object, version?: number) {
  const answer = await fetch(`${subject.url}${PATH}/reassessments/${id}/${name}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

describe('the queue', () => {
  it('is what the service has, with the place where it happened', async () => {
    const story = new Story(new Date());
    const ended = story.add(stayEnded, { facility: 'st-mary' });
    await subject.publish(story);
    const task = careCase(8);
    care.add({ ...task, trigger: { ...task.trigger, eventId: ended } });
    const { items, cut } = await queue();
    expect(cut).toBe(false);
    expect(items).toHaveLength(5);
    expect(items.find((row) => row.id === task.id)).toMatchObject({
      ...{ whyNow: 'Detox completed', facility: 'st-mary', stage: 'unassigned' },
    });
    expect(items.find((row) => row.trigger === 'lost-contact')).toMatchObject({
      ...{ due: 'none', facility: null },
    });
    expect((await queue('?view=mine&owner=nurse-8')).items.map((row) => row.owner)).toEqual([
      'nurse-8',
    ]);
    const counts = await subject.get<QueueCounts>(`${PATH}/queue-counts?owner=nurse-8`);
    expect(counts.body).toEqual({ all: 5, unassigned: 4, mine: 1, overdue: 1, snoozed: 1 });
    expect((await subject.get(`${PATH}/queue?view=theirs`)).status).toBe(400);
  });

  it('says that the service is silent, and that nothing is lost', async () => {
    subject.fakes.assessment.broken = true;
    expect((await subject.get(`${PATH}/queue`)).status).toBe(500);
    await using gone = await goneAssessment();
    const answer = await gone.subject.get<{ type: string; detail: string }>(`${PATH}/queue`);
    expect([answer.status, answer.body.type]).toEqual([
      503,
      'urn:handrail:problem:assessment-silent',
    ]);
    expect(answer.body.detail).toContain('nothing listens at its address');
  });
});

/** A console whose assessment service is not there at all. */
async function goneAssessment() {
  const gone = await ConsoleUnderTest.start();
  await gone.fakes.assessment.stop();
  return { subject: gone, [Symbol.asyncDispose]: () => gone.stop() };
}

describe('an act', () => {
  const task = careCase(1);

  it('goes out on the version that was seen, and tells every browser', async () => {
    const stream = await fetch(`${subject.url}/v1/console/stream`);
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    const claimed = await act(task.id, 'claim', { by: 'nurse-7' }, 1);
    expect(claimed.status).toBe(200);
    expect((claimed.body as unknown as ReassessmentWithEvents).reassessment).toMatchObject({
      ...{ claimedBy: 'nurse-7', version: 2 },
    });
    let received = '';
    while (!received.includes('event: care')) received += (await reader.read()).value ?? '';
    await reader.cancel();
    expect(received).toContain(`{"id":"${task.id}","act":"claim","version":2}`);
  });

  it('that is refused tells who did what meanwhile', async () => {
    await act(task.id, 'claim', { by: 'nurse-8' }, 1);
    expect(await act(task.id, 'claim', { by: 'nurse-7' }, 1)).toMatchObject({
      status: 412,
      body: {
        type: 'urn:handrail:problem:version-changed',
        status: 412,
        holder: { by: 'nurse-8' },
        lastChange: { what: 'claimed', by: 'nurse-8' },
      },
    });
    expect(await act(task.id, 'determine', { by: 'nurse-7' }, 2)).toMatchObject({
      status: 409,
      body: { type: 'urn:handrail:problem:held-by-another', holder: { by: 'nurse-8' } },
    });
  });

  it('needs a version, a known name and an id', async () => {
    expect((await act(task.id, 'claim', {})).status).toBe(428);
    expect((await act(task.id, 'delete', {}, 1)).status).toBe(404);
    expect((await act('nobody', 'claim', {}, 1)).status).toBe(400);
    expect((await act(randomUUID(), 'claim', {}, 1)).status).toBe(404);
    expect(care.done).toEqual([]);
  });
});

describe('policies', () => {
  it('are passed on with their rows, hits and what they say', async () => {
    const { body } = await subject.get<PolicyAnswer>(`${PATH}/policies/2026.1`);
    expect(body.tables['minimums']?.map((row) => row.id)).toContain('R4-d5-4');
    const since = '1970-01-01T00:00:00.000Z';
    const hits = await subject.get(`${PATH}/policies/2026.1/hits?since=${since}`);
    expect(hits.body).toMatchObject({ version: '2026.1', since, determinations: 1_482 });
    const ran = await subject.post<SimulationAnswer>(`${PATH}/policies/2026.2/simulate`, {
      against: '2026.1',
    });
    expect(ran.body).toMatchObject({ policyVersion: '2026.2', against: '2026.1', changed: 43 });
    const refused = await subject.post<{ errors: object[] }>(
      `${PATH}/policies/2026.2/evaluate`,
      {},
    );
    expect([refused.status, refused.body.errors]).toEqual([
      400,
      [{ path: '/ratings', reason: 'is missing', accepted: 'six ratings' }],
    ]);
    expect((await subject.get(`${PATH}/policies/1999.1`)).status).toBe(404);
    const overrides = await subject.get(`${PATH}/overrides?since=30d`);
    expect(overrides.body).toMatchObject({ overrides: 31, byRule: [{ rule: 'R4-d5-3' }, {}] });
  });

  it('are held against the places that scheduling has', async () => {
    const asOf = '2026-11-20T08:00:00.000Z';
    subject.fakes.scheduling.answers.set('/v1/programs', {
      items: [{ level: 'IOP', tracks: [{ capacity: 12, used: 9, free: 1, asOf }] }],
      nextCursor: null,
    });
    const read = async () => (await subject.get<CapacityView>(`${PATH}/capacity`)).body;
    expect(await read()).toEqual({
      known: true,
      levels: [{ level: 'IOP', places: 12, free: 1, oldestAsOf: asOf }],
    });
    subject.fakes.scheduling.broken = true;
    expect(await read()).toEqual({ known: false, levels: [] });
  });
});
