import type { CapacityNoticeAnswer, NoticeEvidenceAnswer } from '@handrail/contracts';
import { eventually } from '@handrail/testing';
import { RunningScheduling } from '../testing/running-scheduling.js';

jest.setTimeout(120_000);

const NOTICES = '/v1/capacity/notices';

describe('Notices to the State', () => {
  let scheduling: RunningScheduling;
  let programId: string;
  beforeAll(async () => {
    scheduling = await RunningScheduling.start();
    programId = await scheduling.addProgram(10);
  });
  afterAll(() => scheduling.stop());

  const ask = async (count: number) =>
    scheduling.settled(
      await scheduling.decide(
        ...Array.from({ length: count }, () => ({ context: { region: programId } })),
      ),
    );
  const noticesOf = async (query = '') =>
    (await scheduling.list<CapacityNoticeAnswer>(`${NOTICES}?limit=200${query}`)).filter(
      (notice) => notice.programId === programId,
    );
  const act = (notice: CapacityNoticeAnswer, name: string, body: object = {}, version?: number) =>
    scheduling.call<CapacityNoticeAnswer & { errors?: unknown }>(
      `${NOTICES}/${notice.id}/${name}`,
      {
        method: 'POST',
        headers: { 'if-match': `"${version ?? notice.version}"` },
        body: { by: 'manager-1', reason: 'sent-by-portal', ...body },
      },
    );
  /** What was published about notices of the program, in the order of the log. */
  const published = () =>
    scheduling.publishedAbout(programId).filter((name) => name.startsWith('capacity-notice'));
  const count = async (capacity: number, occupied: number) => {
    const { version } = await scheduling.program(programId);
    const { status } = await scheduling.call(`/v1/programs/${programId}/tracks/evening/places`, {
      method: 'POST',
      headers: { 'if-match': `"${version}"` },
      body: { by: 'desk-1', reason: 'counted', capacity, occupied },
    });
    expect(status).toBe(200);
  };

  it('fall due when a program reaches 90 % of its capacity, and not before', async () => {
    await ask(8);
    expect(await noticesOf()).toEqual([]);
    await ask(1);
    const [notice] = await eventually(async () => {
      const found = await noticesOf('&open=true');
      return found.length > 0 && found;
    });
    expect(notice).toMatchObject({ taken: 9, capacity: 10, state: 'running', endedAt: null });
    expect(Date.parse(notice!.dueAt) - Date.parse(notice!.reachedAt)).toBe(7 * 86_400_000);
    await eventually(() => published().length > 0);
    expect(published()).toEqual(['capacity-notice-due']);
  });

  it('are once for a crossing, however often a place comes and goes over the line', async () => {
    await ask(3);
    await count(11, 10);
    await count(10, 10);
    expect(await noticesOf()).toHaveLength(1);
    await count(20, 10);
    const [over] = await noticesOf();
    expect(over).toMatchObject({ state: 'running', endedAt: expect.any(String) });
  });

  it('come with the days, who waited how long, and what was offered', async () => {
    await count(12, 12);
    const [again] = await eventually(async () => {
      const found = await noticesOf();
      return found.length === 2 && found;
    });
    const waiting = await ask(2);
    await scheduling.dataSource.query(
      `UPDATE placement SET requested_at = now() - interval '9 days' WHERE id = $1`,
      [waiting[0]!.id],
    );
    const { body, status } = await scheduling.call<NoticeEvidenceAnswer>(
      `${NOTICES}/${again!.id}/evidence`,
    );
    expect(status).toBe(200);
    expect(body.notice.id).toBe(again!.id);
    expect(body.days.at(-1)).toMatchObject({ capacity: 12, taken: 12, free: 0 });
    expect(body.waited.find(({ placementId }) => placementId === waiting[0]!.id)).toMatchObject({
      ...{ waitedDays: 9, placedAt: null, priorityClass: waiting[0]!.priorityClass },
    });
    expect(body.waitedInAll).toBe(body.waited.length);
    expect(JSON.stringify(body)).not.toContain(waiting[0]!.personId);
  });

  it('are recorded as given once, and the record is taken back', async () => {
    const [notice] = await noticesOf();
    const early = await act(notice!, 'give', { at: '2026-01-01T00:00:00Z' });
    expect([early.status, early.body.errors]).toEqual([
      400,
      [expect.objectContaining({ path: '/at' })],
    ]);
    const given = await act(notice!, 'give');
    expect([given.status, given.body.state, given.etag]).toEqual([200, 'given', '"2"']);
    expect((await act(notice!, 'give')).status).toBe(409);
    expect((await act(notice!, 'take-back')).status).toBe(412);
    const back = await act(given.body, 'take-back');
    expect([back.status, back.body.state, back.body.givenAt]).toEqual([200, 'running', null]);
    expect((await act(back.body, 'take-back')).status).toBe(409);
    const acts = await scheduling.dataSource.query<object[]>(
      `SELECT kind, done_by, reason FROM program_act WHERE program_id = $1 AND kind LIKE 'notice-%' ORDER BY at`,
      [programId],
    );
    expect(acts).toEqual([
      { kind: 'notice-given', done_by: 'manager-1', reason: 'sent-by-portal' },
      { kind: 'notice-taken-back', done_by: 'manager-1', reason: 'sent-by-portal' },
    ]);
  });

  it('are reported as missed when seven days are over and nobody gave them, and not when one did', async () => {
    const [newer, older] = await noticesOf();
    expect((await act(newer!, 'give')).body.state).toBe('given');
    await scheduling.dataSource.query(
      `WITH past AS (UPDATE capacity_notice SET reached_at = reached_at - interval '8 days',
         due_at = due_at - interval '8 days' WHERE program_id = $1)
       UPDATE timer SET due_at = due_at - interval '8 days' WHERE key = $1 AND name LIKE 'notice:%'`,
      [programId],
    );
    await eventually(() => published().includes('capacity-notice-missed'));
    expect((await noticesOf('&open=true')).map(({ id, state }) => [id, state])).toEqual([
      [older!.id, 'missed'],
    ]);
    expect(published()).toEqual([
      ...['capacity-notice-due', 'capacity-notice-due', 'capacity-notice-given'],
      ...['capacity-notice-reopened', 'capacity-notice-given', 'capacity-notice-missed'],
    ]);
    expect((await scheduling.call(`${NOTICES}/nobody/evidence`)).status).toBe(404);
  });
});
