import { cancellation, event, somebody, somewhere } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';

// Real: the intake service with its database and the Postgres log.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
});
afterAll(() => intake.stop());

const overdose = () =>
  event('overdose-reported', { person: somebody(), occurredAt: '2026-11-07T09:00:00Z' });
const started = () =>
  event('stay-started', {
    ...{ person: somebody(), stay: somewhere('residential') },
    startedAt: '2026-11-06T09:00:00Z',
  });

async function batch(events: readonly object[]): Promise<string[]> {
  const { status, json } = await intake.post(
    '/v1/events',
    events,
    'application/cloudevents-batch+json',
  );
  expect(status).toBe(202);
  return (json['results'] as Array<{ messageId: string }>).map(({ messageId }) => messageId);
}

const endsOf = async (ids: readonly string[]) => {
  const rows = await intake.db.query<Array<{ id: string; end: string; transaction: string }>>(
    `SELECT id, disposition || ' ' || reason AS end, xmin::text AS transaction FROM message
     WHERE id = ANY($1::uuid[])`,
    [ids],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id)!);
};

const publishedOf = async (ids: readonly string[]) =>
  (await intake.publishedBecauseOf(...ids)).map(({ key, type, data }) => ({
    ...{ key, type: type.split('.')[2] },
    of: data['retractedEventId'],
  }));

describe('cancellations', () => {
  it('are written with others, also of what one transaction wrote', async () => {
    const wrong = Array.from({ length: 6 }, (_, at) => (at % 2 ? overdose() : started()));
    const first = await batch(wrong);
    const firstEvents = await intake.publishedBecauseOf(...first);
    const others = Array.from({ length: 6 }, overdose);
    const mixed = await batch(wrong.flatMap((each, at) => [others[at]!, cancellation(each)]));
    const ends = await endsOf(mixed);
    expect(ends.map(({ end }) => end.split(' ')[0])).toEqual(mixed.map(() => 'applied'));
    expect(new Set(ends.map(({ transaction }) => transaction)).size).toBe(1);
    const retractions = (await publishedOf(mixed)).filter(({ type }) => type === 'fact-retracted');
    const facts = firstEvents.filter(({ type }) => /overdose-reported|stay-started/.test(type));
    expect(retractions.map(({ key, of }) => `${key} ${String(of)}`).sort()).toEqual(
      facts.map(({ key, id }) => `${key} ${id}`).sort(),
    );
    expect(facts).toHaveLength(6);
  });

  it('find what came in the same batch, before them or behind', async () => {
    const [first, last, kept, stay] = [overdose(), overdose(), overdose(), started()];
    const ids = await batch([
      ...[cancellation(last), first, kept, stay],
      ...[cancellation(first), cancellation(stay), last, cancellation(kept)],
    ]);
    const ends = await endsOf(ids);
    expect(ends.map(({ end }) => end)).toEqual([
      'applied what-it-waited-for-came',
      'applied overdose-reported',
      'applied overdose-reported',
      'applied stay-started',
      ...['applied fact-retracted', expect.stringMatching(/^applied /)],
      expect.stringMatching(/^superseded /),
      'applied fact-retracted',
    ]);
    const published = await publishedOf(ids);
    const types = published.map(({ type }) => type).filter((type) => type !== 'person-registered');
    expect(types.sort()).toEqual([
      ...['fact-retracted', 'fact-retracted', 'fact-retracted'],
      ...['overdose-reported', 'overdose-reported', 'stay-started'],
    ]);
  });
});
