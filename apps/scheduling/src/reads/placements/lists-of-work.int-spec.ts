import { RunningScheduling } from '../../testing/running-scheduling.js';
import type { ListedPlacementView, PlacementView } from './placement.dto.js';

// Real: the scheduling service over HTTP and its database.
describe('lists of work', () => {
  let scheduling: RunningScheduling;
  let region: string;

  beforeAll(async () => {
    scheduling = await RunningScheduling.start();
    region = await scheduling.addProgram(150);
    const people = Array.from({ length: 200 }, () => ({ context: { region } }));
    await scheduling.settled(await scheduling.decide(...people));
  }, 120_000);
  afterAll(() => scheduling.stop());

  const run = (sql: string, params: unknown[] = []) =>
    scheduling.dataSource.query<unknown[]>(sql, params);

  it('name the program, and leave the candidates to the placement itself', async () => {
    const [item] = await scheduling.placements(`programId=${region}&status=confirmed`);
    expect(item).toMatchObject({
      programId: region,
      programName: `Program ${region.slice(0, 12)}`,
    });
    expect(Object.keys(item!)).not.toContain('candidates');
    const { body, etag } = await scheduling.call<PlacementView>(`/v1/placements/${item!.id}`);
    expect(body).toMatchObject({ ...item, acts: [] });
    expect(body.candidates.length).toBeGreaterThan(12);
    expect(etag).toBe(`"${item!.version}"`);
  });

  it('of one person say what each place was chosen from', async () => {
    const [listed] = await scheduling.placements(`programId=${region}&status=confirmed`);
    const answer = await scheduling.call<{ items: PlacementView[] }>(
      `/v1/placements?personId=${listed!.personId}`,
    );
    expect(answer.body.items.map(({ id }) => id)).toEqual([listed!.id]);
    expect(answer.body.items[0]!.candidates.length).toBeGreaterThan(12);
  });

  it('take less than 200 KB for 200 rows', async () => {
    const answer = await scheduling.call<{ items: ListedPlacementView[] }>(
      '/v1/placements?limit=200',
    );
    expect(answer.body.items).toHaveLength(200);
    expect(Buffer.byteLength(answer.text)).toBeLessThan(200_000);
  });

  it('hold who waits and why, who has not come, and what has to be looked at', async () => {
    const ids = (items: readonly ListedPlacementView[]) => items.map(({ id }) => id);
    const full = await scheduling.placements('waitReason=full');
    expect(full).toHaveLength(50);
    expect(new Set(full.map(({ waitReason }) => waitReason))).toEqual(new Set(['full']));
    expect(await scheduling.placements('waitReason=no-matching-program')).toEqual([]);

    const [absent, odd] = await scheduling.placements(`programId=${region}&status=confirmed`);
    expect(await scheduling.placements('notStarted=true')).toEqual([]);
    await run(
      `UPDATE placement SET course = course || '{"notStartedAt": "2026-11-20T15:00:00.000Z"}'
       WHERE id = $1`,
      [absent!.id],
    );
    await run(`UPDATE placement SET needs_review = 'cause-retracted' WHERE id = $1`, [odd!.id]);
    expect(ids(await scheduling.placements('notStarted=true'))).toEqual([absent!.id]);
    expect(ids(await scheduling.placements('needsReview=true'))).toEqual([odd!.id]);
    expect(await scheduling.placements('needsReview=true&notStarted=true')).toEqual([]);
  });

  it.each(['needsReview=yes', 'notStarted=false', 'waitReason=bored', 'status=lost', 'personId=7'])(
    'refuse %s and name the parameter',
    async (asked) => {
      const answer = await scheduling.call<{ errors: unknown }>(`/v1/placements?${asked}`);
      const path = asked.split('=')[0];
      expect([answer.status, answer.body.errors]).toMatchObject([400, [{ path }]]);
    },
  );
});
