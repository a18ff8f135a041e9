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
    const context = { region, pregnant: true, language: 'es' } as const;
    const [lost] = await scheduling.decide({ context });
    await scheduling.settled([lost!]);
    const [row] = await scheduling.placements('waitReason=no-matching-program');
    expect(row).toMatchObject({ personId: lost!.personId, waitReason: 'no-matching-program' });
    const taken = new Map(row!.emptiedBy.map(({ code, programs }) => [code, programs]));
    expect(taken.get('capability:language:es')).toBeGreaterThan(taken.get('region')!);
    expect(taken.get('capability:pregnancy')).toBeGreaterThan(0);

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

  it('let go of what somebody has looked at, and take it back', async () => {
    const [odd] = await scheduling.placements(`programId=${region}&status=confirmed`);
    await run(`UPDATE placement SET needs_review = 'cause-retracted' WHERE id = $1`, [odd!.id]);
    const act = async (name: string) => {
      const path = `/v1/placements/${odd!.id}`;
      const { etag } = await scheduling.call(path);
      return await scheduling.call<PlacementView & { type: string }>(`${path}/${name}`, {
        method: 'POST',
        body: { by: 'coordinator-2', reason: 'seen' },
        headers: { 'if-match': etag! },
      });
    };
    const listed = async () =>
      (await scheduling.placements('needsReview=true')).some(({ id }) => id === odd!.id);
    expect((await act('reviewed')).body).toMatchObject({ needsReview: null, status: 'confirmed' });
    expect(await listed()).toBe(false);
    const again = await act('reviewed');
    expect([again.status, again.body.type]).toEqual([
      409,
      'urn:handrail:problem:nothing-to-review',
    ]);
    expect((await act('review-again')).body.acts.map(({ kind }) => kind)).toEqual([
      'reviewed',
      'review-again',
    ]);
    expect(await listed()).toBe(true);
  });

  it('find an index each, however many placements there are', async () => {
    // People long gone, so that reading the whole table would show in the plan.
    await run(`
      INSERT INTO placement (id, person_id, level, status, support, need, priority_class,
        priority_since, requested_at, determined_at, needs_look, cause, reassessment_id,
        determination_id, message_id, created_at, program_id, track_id, wait_reason, end_reason)
      SELECT gen_random_uuid(), gen_random_uuid(), 'IOP', status, '[]', '{"context": {}}', 4, at, at,
        at, false, '{}', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), at,
        'gone-' || n % 50, 'evening', CASE status WHEN 'waitlisted' THEN 'full' END, NULL
      FROM generate_series(1, 20000) AS n,
        LATERAL (SELECT now() - n * interval '1 hour' AS at,
          CASE WHEN n % 40 = 0 THEN 'waitlisted' ELSE 'completed' END AS status) AS made`);
    await run('ANALYZE placement');
    const asked: unknown[][] = [];
    const real = scheduling.dataSource.query.bind(scheduling.dataSource);
    const query = jest.spyOn(scheduling.dataSource, 'query').mockImplementation((sql, params) => {
      if (sql.includes('FROM placement')) asked.push([sql, params]);
      return real(sql, params);
    });
    const { body } = await scheduling.call<{ nextCursor: string }>('/v1/placements?limit=10');
    const lists = [
      ['needsReview=true', 'placement_needs_review'],
      ['notStarted=true', 'placement_not_started'],
      ['waitReason=full', 'placement_wait_reason'],
      ['status=confirmed', 'placement_status'],
      [`programId=${region}`, 'placement_program_newest'],
      [`programId=${region}&status=confirmed`, 'placement_program'],
      // Each comes whole, with what its place was chosen from.
      [`personId=${crypto.randomUUID()}`, 'placement_person placement_candidates_pkey'],
      [`limit=200&cursor=${body.nextCursor}`, 'placement_newest'],
    ];
    for (const [list] of lists) await scheduling.call(`/v1/placements?${list}`);
    query.mockRestore();
    const used = await Promise.all(
      asked.slice(1).map(async ([sql, params]) => {
        const plan = JSON.stringify(await run(`EXPLAIN ${sql as string}`, params as unknown[]));
        const names = plan.matchAll(/Index (?:Only )?Scan.*? (?:using|on) (placement_\w+)/g);
        return [...new Set([...names].map(([, name]) => name))];
      }),
    );
    expect(lists.map(([list], at) => [list, used[at]])).toEqual(
      // What is tried meanwhile is found by the person.
      lists.map(([list, indexes]) => [
        list,
        [...new Set([...indexes!.split(' '), 'placement_person'])],
      ]),
    );
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
