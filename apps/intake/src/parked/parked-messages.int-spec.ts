import { event, somebody, somewhere } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';

// Real: the intake service with its database and the Postgres log. A constraint plays the bad release.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
});
afterAll(() => intake.stop());

const started = (facility: string) =>
  event('stay-started', {
    person: somebody(),
    stay: { ...somewhere(), facility },
    startedAt: '2026-11-02T08:30:00Z',
  });

const breakIt = () =>
  intake.db.query(`ALTER TABLE visit ADD CONSTRAINT broken CHECK (facility <> 'cursed') NOT VALID`);
const repair = () => intake.db.query('ALTER TABLE visit DROP CONSTRAINT IF EXISTS broken');
const act = (id: string, what: string, body: object = {}) =>
  intake.post(`/v1/parked/${id}/${what}`, body, 'application/json');

describe('a message that cannot be applied', () => {
  beforeAll(breakIt);
  afterAll(repair);

  it('is stored and acknowledged as parked; those beside it are applied', async () => {
    const [good, bad, other] = [started('fine'), started('cursed'), started('fine')];
    const { status } = await intake.post(
      '/v1/events',
      [good, bad, other],
      'application/cloudevents-batch+json',
    );
    expect(status).toBe(202);
    const dispositions = await Promise.all(
      [good, bad, other].map(async ({ id }) => (await intake.messages(`controlId=${id}`))[0]!),
    );
    expect(dispositions.map(({ disposition }) => disposition)).toEqual([
      'applied',
      'parked',
      'applied',
    ]);
    const [parked] = (await intake.call('/v1/parked')).json['items'] as object[];
    expect(parked).toMatchObject({
      id: dispositions[1]!.id,
      type: 'handrail.inbound.stay-started.v1',
      cause: 'sql:23514:broken',
      attempts: 0,
      behind: null,
    });
    expect(await intake.publishedBecauseOf(dispositions[1]!.id)).toEqual([]);
  });

  it('attack 49: is applied by a retry after the repair, and never twice', async () => {
    const bad = started('cursed');
    const [id] = await intake.send(bad);
    expect((await act(id!, 'retry')).json).toMatchObject({ disposition: 'parked', drained: 0 });
    await repair();
    expect((await act(id!, 'retry')).json).toMatchObject({
      disposition: 'applied',
      reason: 'stay-started',
      drained: 1,
    });
    expect((await act(id!, 'retry')).status).toBe(404);
    const published = await intake.publishedBecauseOf(id!);
    expect(published.map(({ type }) => type.split('.')[2])).toEqual([
      'person-registered',
      'stay-started',
    ]);
    await breakIt();
  });

  it('is given up with a reason, and stays stored', async () => {
    const [id] = await intake.send(started('cursed'));
    expect((await act(id!, 'discard')).status).toBe(400);
    const answer = await act(id!, 'discard', { reason: 'sent by a test system' });
    expect(answer.json).toMatchObject({ disposition: 'ignored', reason: 'discarded', drained: 1 });
    expect(await intake.message(id!)).toMatchObject({ disposition: 'ignored' });
  });
});

describe('the status', () => {
  it('counts what is parked as the list and the metrics do', async () => {
    await breakIt();
    await intake.send(started('cursed'), started('cursed'));
    await repair();
    const listed = (await intake.call('/v1/parked?limit=200')).json['items'] as object[];
    expect(listed.length).toBeGreaterThanOrEqual(2);
    expect((await intake.call('/v1/status')).json['parked']).toEqual({
      ...{ count: listed.length, newerVersion: 0 },
    });
    const { text } = await intake.call('/metrics');
    expect(text).toContain(`\nhandrail_parked ${listed.length}\n`);
  });
});

describe('the summary', () => {
  it('adds up, and nothing is pending', async () => {
    const { json } = await intake.call('/v1/messages/summary');
    const byDisposition = json['byDisposition'] as Record<string, number>;
    const sum = Object.values(byDisposition).reduce((a, b) => a + b, 0);
    expect([sum, byDisposition['pending']]).toEqual([json['total'], 0]);
    expect(Object.keys(byDisposition).sort()).toEqual([
      'applied',
      'ignored',
      'parked',
      'pending',
      'rejected',
      'superseded',
    ]);
  });
});
