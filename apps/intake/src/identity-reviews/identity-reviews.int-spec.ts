import { event, somebody, somewhere } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';
import type { IdentityReviewDto } from './identity-review.dto.js';

// Real: the intake service with its database and the Postgres log.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
});
afterAll(() => intake.stop());

const started = (person: ReturnType<typeof somebody>) =>
  event('stay-started', { person, stay: somewhere(), startedAt: '2026-11-02T08:30:00Z' });
const known = async (person: ReturnType<typeof somebody>) =>
  (await intake.person(person.identifiers[0]!))!;
const act = async (id: string, what: string, body: object = {}) => {
  const { status, json } = await intake.post(
    `/v1/identity-reviews/${id}/${what}`,
    body,
    'application/json',
  );
  return { status, review: json as unknown as IdentityReviewDto };
};
const openCount = async () => {
  const { text } = await intake.call('/metrics');
  return Number(/^handrail_intake_identity_reviews_open (\d+)$/m.exec(text)?.[1]);
};

/** Two persons, and a message that names both: somebody has to look. */
async function doubted() {
  const [ana, bea] = [somebody('urn:test:one'), somebody('urn:test:two')];
  await intake.send(started(ana), started(bea));
  const both = { ...ana, identifiers: [...ana.identifiers, ...bea.identifiers] };
  const [messageId] = await intake.send(started(both));
  const { json } = await intake.call('/v1/identity-reviews?limit=200');
  const items = json['items'] as IdentityReviewDto[];
  return { ana, bea, review: items.find((each) => each.messageId === messageId)! };
}

describe('an identity review', () => {
  it('tells what agrees and what contradicts, and is counted while it is open', async () => {
    const before = await openCount();
    const { ana, bea, review } = await doubted();
    expect(await openCount()).toBe(before + 1);
    const accords = new Map(review.comparison.map(({ field, accord }) => [field, accord]));
    const agree = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
    expect(accords.get('birthDate') === 'agrees').toBe(agree(ana.birthDate, bea.birthDate));
    expect([...accords.values()].every((each) => typeof each === 'string')).toBe(true);
    const { json } = await intake.call('/v1/identity-reviews/summary');
    expect(json['open']).toBe(before + 1);
    await act(review.id, 'keep-apart', { by: 'nurse-7', reason: 'two wards, one day' });
    expect(await openCount()).toBe(before);
  });

  it('that kept two apart is asked again when somebody takes it back', async () => {
    const { review } = await doubted();
    const kept = await act(review.id, 'keep-apart', { by: 'nurse-7', reason: 'twins' });
    expect(kept.review).toMatchObject({
      ...{ status: 'kept-apart', decidedBy: 'nurse-7', decidedReason: 'twins' },
      decidedAt: expect.any(String) as string,
    });
    expect((await act(review.id, 'undo')).status).toBe(400);
    const undone = await act(review.id, 'undo', { by: 'nurse-8', reason: 'not twins after all' });
    expect(undone.review).toMatchObject({ status: 'open', decidedAt: null, decidedBy: 'nurse-8' });
    expect((await act(review.id, 'undo', { reason: 'once more' })).status).toBe(409);
    expect((await act(review.id, 'link')).review.status).toBe('linked');
  });

  it('that linked two is undone into two persons, who stay apart', async () => {
    const { ana, bea, review } = await doubted();
    await act(review.id, 'link', { by: 'nurse-7' });
    expect((await known(bea)).id).toBe((await known(ana)).id);
    const undone = await act(review.id, 'undo', { by: 'nurse-8', reason: 'two birth dates' });
    expect([undone.status, undone.review.status]).toEqual([200, 'undone']);
    const now = [(await known(ana)).id, (await known(bea)).id];
    expect(now[0]).not.toBe(now[1]);
    expect(undone.review.persons.map(({ id }) => id).sort()).toEqual([...now].sort());
    const listed = async (status: string) =>
      (
        (await intake.call(`/v1/identity-reviews?status=${status}&limit=200`)).json[
          'items'
        ] as IdentityReviewDto[]
      ).map(({ id }) => id);
    expect(await listed('undone')).toContain(review.id);
    expect(await listed('linked')).not.toContain(review.id);
    expect((await act(review.id, 'undo', { reason: 'once more' })).status).toBe(409);
  });

  it('is not undone where it cannot be kept who undid it', async () => {
    const { ana, bea, review } = await doubted();
    await act(review.id, 'link', { by: 'nurse-7' });
    await intake.db.query(
      `ALTER TABLE identity_review ADD CONSTRAINT nobody CHECK (decided_by <> 'nobody') NOT VALID`,
    );
    const refused = await act(review.id, 'undo', { by: 'nobody', reason: 'two birth dates' });
    await intake.db.query('ALTER TABLE identity_review DROP CONSTRAINT nobody');
    expect(refused.status).toBe(500);
    expect((await known(bea)).id).toBe((await known(ana)).id);
    const undone = await act(review.id, 'undo', { by: 'nurse-8', reason: 'two birth dates' });
    expect(undone.review).toMatchObject({
      ...{ status: 'undone', decidedBy: 'nurse-8', decidedReason: 'two birth dates' },
    });
  });

  it('is read only with a purpose, which is kept', async () => {
    const { review } = await doubted();
    expect((await act(review.id, 'read')).status).toBe(400);
    const read = await act(review.id, 'read', { by: 'nurse-7', purpose: 'call from registration' });
    expect(read.review.persons).toHaveLength(2);
    const kept = await intake.db.query(
      'SELECT accessed_by, purpose FROM identity_review_access WHERE review_id = $1',
      [review.id],
    );
    expect(kept).toEqual([{ accessed_by: 'nurse-7', purpose: 'call from registration' }]);
  });

  it('of an unknown status is refused with those that are known', async () => {
    const { status, json } = await intake.call('/v1/identity-reviews?status=closed');
    expect(status).toBe(400);
    expect(json['errors']).toEqual([
      expect.objectContaining({ accepted: 'one of open, linked, kept-apart, undone' }),
    ]);
  });
});

describe('the bytes of a message', () => {
  it('are read with a purpose, and the message tells who read them', async () => {
    const [id] = await intake.send(started(somebody()));
    const path = `/v1/messages/${id}/raw`;
    expect((await intake.post(path, { by: 'ops-1' }, 'application/json')).status).toBe(400);
    const reader = { by: 'ops-1', purpose: 'why was it refused' };
    const raw = await intake.post(path, reader, 'application/json');
    expect([raw.status, raw.text.includes('stay-started')]).toEqual([200, true]);
    await intake.call(path);
    const { json } = await intake.call(`/v1/messages/${id}`);
    expect(json).toMatchObject({
      attempts: 0,
      parkedAt: null,
      readings: [{ by: null, purpose: null }, reader],
    });
  });
});
