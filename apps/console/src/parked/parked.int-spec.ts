import type { ActResult, OperatorAct, ParkedView } from './parked.view.js';
import { ConsoleUnderTest } from '../testing/console-under-test.js';
import type { FakeParked } from '../testing/fake-services.js';

let subject: ConsoleUnderTest;
beforeAll(async () => {
  subject = await ConsoleUnderTest.start();
});
beforeEach(async () => {
  for (const fake of Object.values(subject.fakes)) fake.reset();
  await subject.database.query('DELETE FROM operator_act');
});
afterAll(() => subject.stop());

const id = (at: number) => `0199a2f0-7c11-7a10-8b1e-${String(at).padStart(12, '0')}`;
const parked = (at: number, changes: Partial<FakeParked> = {}): FakeParked => ({
  id: id(at),
  personId: id(9_000 + at),
  type: 'handrail.intake.stay-ended.v1',
  eventId: id(at),
  cause: 'rule-threw:no-such-level',
  attempts: 3,
  parkedAt: new Date(Date.UTC(2026, 10, 22, 10, 0, at)).toISOString(),
  behind: null,
  ...changes,
});
const many = (count: number) => Array.from({ length: count }, (_, at) => parked(at));
const view = async () => (await subject.get<ParkedView>('/v1/console/parked')).body;
const act = (kind: 'retry' | 'discard', changes: object = {}) =>
  subject.post<ActResult & { type: string; detail: string; errors: { path: string }[] }>(
    `/v1/console/parked/${kind}`,
    {
      service: 'assessment',
      cause: 'rule-threw:no-such-level',
      expected: 3,
      reason: 'fixed by release 12',
      ...changes,
    },
  );
const recorded = async () =>
  (await subject.get<{ items: OperatorAct[] }>('/v1/console/parked/acts')).body.items;

describe('parked events on the console', () => {
  it('shows all services in groups, with what waits behind', async () => {
    subject.fakes.assessment.parked = [
      ...many(2),
      parked(7, { cause: 'behind-parked-event', behind: id(1) }),
    ];
    subject.fakes.intake.parked = [parked(8, { personId: null, cause: 'undecodable:no-key' })];
    const { total, groups, unknown, cap } = await view();
    expect({ total, unknown, cap }).toEqual({ total: 4, unknown: [], cap: 200 });
    expect(
      groups.map(({ service, cause, count, persons, waiting }) => [
        service,
        cause,
        count,
        persons,
        waiting,
      ]),
    ).toEqual([
      ['intake', 'undecodable:no-key', 1, 0, 0],
      ['assessment', 'rule-threw:no-such-level', 2, 2, 1],
    ]);
  });

  it('says which services do not answer instead of showing them empty', async () => {
    subject.fakes.scheduling.broken = true;
    expect((await view()).unknown).toEqual(['scheduling']);
  });

  it('retries a group oldest first and records who did what and why', async () => {
    subject.fakes.assessment.parked = many(3).toReversed();
    subject.fakes.assessment.stubborn.add(id(1));
    const { status, body } = await act('retry');
    expect(status).toBe(200);
    expect(body).toEqual({
      act: 'retry',
      asked: 3,
      done: 2,
      became: { applied: 2 },
      failed: [{ id: id(1), kind: 'parked-again', reason: 'rule-threw:no-such-level' }],
      left: 0,
    });
    expect(subject.fakes.assessment.acts).toEqual(
      [0, 1, 2].map((at) => ({
        path: `/v1/parked/${id(at)}/retry`,
        body: {},
      })),
    );
    expect(await recorded()).toEqual([
      expect.objectContaining({
        act: 'retry',
        service: 'assessment',
        cause: 'rule-threw:no-such-level',
        asked: 3,
        done: 2,
        reason: 'fixed by release 12',
      }),
    ]);
  });

  it('does not call applied what a service parked again, whichever service it is', async () => {
    for (const service of ['intake', 'assessment', 'scheduling', 'outcomes'] as const) {
      const fake = subject.fakes[service];
      fake.parked = many(1);
      fake.stubborn.add(id(0));
      const { body } = await act('retry', { service, expected: 1 });
      expect(body).toMatchObject({
        ...{ asked: 1, done: 0, became: {} },
        failed: [{ id: id(0), kind: 'parked-again', reason: 'rule-threw:no-such-level' }],
      });
    }
    expect((await recorded()).map(({ asked, done }) => [asked, done])).toEqual(
      Array.from({ length: 4 }, () => [1, 0]),
    );
    expect((await view()).total).toBe(4);
  });

  it('discards one event and leaves the rest', async () => {
    subject.fakes.assessment.parked = many(3);
    const { body } = await act('discard', { id: id(2), expected: 1 });
    expect(body).toMatchObject({ asked: 1, done: 1, left: 0 });
    expect(subject.fakes.assessment.parked.map((item) => item.id)).toEqual([id(0), id(1)]);
  });

  it('touches at most the cap', async () => {
    subject.fakes.assessment.parked = many(203);
    const { body } = await act('discard', { expected: 203 });
    expect(body).toMatchObject({ asked: 200, done: 200, left: 3 });
    expect(subject.fakes.assessment.parked.map((item) => item.id)).toEqual([200, 201, 202].map(id));
  });

  it('refuses when the group grew since the operator looked, and does nothing', async () => {
    subject.fakes.assessment.parked = many(4);
    const { status, body } = await act('discard');
    expect([status, body.type]).toEqual([409, 'urn:handrail:problem:group-grew']);
    expect(body.detail).toContain('4 events now, not 3');
    expect(subject.fakes.assessment.acts).toEqual([]);
    expect(await recorded()).toEqual([]);
  });

  it('refuses without a reason, for an unknown service, for nothing and for silence', async () => {
    subject.fakes.assessment.parked = many(1);
    const wrong = await act('retry', { reason: '', service: 'billing' });
    expect(wrong.status).toBe(400);
    expect(wrong.body.errors.map((error) => error.path).sort()).toEqual(['/reason', '/service']);
    expect((await act('retry', { cause: 'unheard-of' })).status).toBe(409);
    subject.fakes.outcomes.broken = true;
    const silent = await act('retry', { service: 'outcomes' });
    expect([silent.status, silent.body.type]).toEqual([503, 'urn:handrail:problem:service-silent']);
  });

  it('stops when the service goes silent half way', async () => {
    subject.fakes.assessment.parked = many(3);
    subject.fakes.assessment.diesAfterActs = 1;
    const { body } = await act('retry');
    expect(body).toMatchObject({ asked: 3, done: 1 });
    expect(body.failed).toHaveLength(2);
    expect(body.failed.map(({ kind }) => kind)).toEqual(['unanswered', 'unanswered']);
    expect(subject.fakes.assessment.parked.map((each) => each.id)).toEqual([id(1), id(2)]);
    expect(subject.fakes.assessment.acts).toHaveLength(1);
  });
});
