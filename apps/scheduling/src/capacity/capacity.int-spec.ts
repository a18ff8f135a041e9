import { placesBlocked, placesUnblocked, programCapacityReported } from '@handrail/contracts';
import { eventually } from '@handrail/testing';
import type { TrackCapacityView } from '../reads/capacity/capacity.dto.js';
import { RunningScheduling } from '../testing/running-scheduling.js';

const WHO = { by: 'desk-1' };
const soon = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

interface Refusal {
  readonly type: string;
  readonly errors: ReadonlyArray<{ path: string }>;
}

// Real: the scheduling service over HTTP, its database, the Postgres log, its timers, the allocator.
describe('the places of a program', () => {
  let scheduling: RunningScheduling;

  beforeAll(async () => {
    scheduling = await RunningScheduling.start();
  });
  afterAll(() => scheduling.stop());

  const board = async (programId: string) =>
    (await scheduling.list<TrackCapacityView>(`/v1/capacity?programId=${programId}`))[0]!;
  const act = async (id: string, name: string, body: unknown, version?: number) =>
    scheduling.call<TrackCapacityView & Refusal>(`/v1/programs/${id}/tracks/evening/${name}`, {
      method: 'POST',
      body,
      headers: { 'if-match': `"${version ?? (await board(id)).version}"` },
    });
  const join = (region: string, people: number) =>
    scheduling.decide(...Array.from({ length: people }, () => ({ context: { region } })));
  const values = ({ confirmed, held, blocked, free }: TrackCapacityView) => ({
    ...{ confirmed: confirmed.value, held: held.value },
    ...{ blocked: blocked.value, free: free.value },
  });
  const published = (programId: string, type: string) =>
    scheduling.published
      .filter((record) => record.key === programId && record.headers['ce_type'] === type)
      .map((record) => JSON.parse(record.value!.toString()) as Record<string, unknown>);

  it('that are blocked are given to nobody, until their time is over or somebody says so', async () => {
    const id = await scheduling.addProgram(3);
    const blocked = await act(id, 'block', { ...WHO, reason: 'maintenance', places: 2 });
    expect([blocked.status, blocked.etag]).toEqual([200, `"${blocked.body.version}"`]);
    expect(values(blocked.body)).toEqual({ confirmed: 0, held: 0, blocked: 2, free: 1 });
    expect(blocked.body.blocks).toMatchObject([{ places: 2, reason: 'maintenance', by: 'desk-1' }]);

    const settled = await scheduling.settled(await join(id, 4));
    expect(settled.filter(({ status }) => status === 'confirmed')).toHaveLength(1);
    const timed = { ...WHO, reason: 'staffing', places: 1, until: soon(2) };
    expect(values((await act(id, 'block', timed)).body).blocked).toBe(2);

    const { id: blockId } = blocked.body.blocks[0]!;
    const lifted = await act(id, 'unblock', { ...WHO, reason: 'repaired', blockId });
    expect(lifted.status).toBe(200);
    // Two places were blocked; of three, one is taken and one still wanted by the other block.
    await eventually(async () => (await board(id)).confirmed.value >= 2);
    await eventually(async () => (await board(id)).confirmed.value === 3);
    expect((await board(id)).blocks).toEqual([]);
    const again = await act(id, 'unblock', { ...WHO, reason: 'repaired', blockId });
    expect([again.status, again.body.type.split(':').at(-1)]).toEqual([409, 'no-such-block']);

    await eventually(() => published(id, placesUnblocked.type).length === 2);
    expect(published(id, placesBlocked.type)).toMatchObject([
      { places: 2, reason: 'maintenance', until: null },
      { places: 1, reason: 'staffing', until: timed.until },
    ]);
    expect(published(id, placesUnblocked.type).map(({ because }) => because)).toEqual([
      'lifted',
      'over',
    ]);
    const acts: unknown = await scheduling.dataSource.query(
      `SELECT kind, done_by, reason FROM program_act WHERE program_id = $1 ORDER BY at`,
      [id],
    );
    expect(acts).toEqual([
      { kind: 'block', done_by: 'desk-1', reason: 'maintenance' },
      { kind: 'block', done_by: 'desk-1', reason: 'staffing' },
      { kind: 'unblock', done_by: 'desk-1', reason: 'repaired' },
    ]);
  });

  it('that are taken are blocked when they are freed, and cannot be given by any statement', async () => {
    const id = await scheduling.addProgram(2);
    const [first] = await join(id, 2).then(async (all) => {
      await scheduling.settled(all);
      return all;
    });
    const full = await act(id, 'block', { ...WHO, reason: 'safety', places: 1 });
    expect(values(full.body)).toEqual({ confirmed: 2, held: 0, blocked: 0, free: 0 });
    await scheduling.withdraw(first!);
    await eventually(async () => (await board(id)).confirmed.value === 1);
    expect(values(await board(id))).toEqual({ confirmed: 1, held: 0, blocked: 1, free: 0 });
    const overbook = `UPDATE track SET used = 2 WHERE program_id = '${id}'`;
    await expect(scheduling.dataSource.query(overbook)).rejects.toThrow('track_spares_blocked');
  });

  it('are acted on by one of two, with a reason from the list, within what there is', async () => {
    const id = await scheduling.addProgram(3);
    const { version } = await board(id);
    const body = { ...WHO, reason: 'staffing', places: 1 };
    const both = await Promise.all([
      act(id, 'block', body, version),
      act(id, 'block', body, version),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    for (const [change, path] of [
      [{ reason: 'because' }, '/reason'],
      [{ places: 0 }, '/places'],
      [{ places: 3 }, '/places'],
      [{ until: soon(-60) }, '/until'],
      [{ until: 'tomorrow' }, '/until'],
    ] as const) {
      const answer = await act(id, 'block', { ...body, ...change });
      expect([answer.status, answer.body.errors?.map((error) => error.path)]).toEqual([
        400,
        [path],
      ]);
    }
    expect((await act('nowhere', 'block', body, 1)).status).toBe(404);
  });

  it('are counted by people and reports, and only what they say is fresh', async () => {
    const id = await scheduling.addProgram(5);
    const before = await board(id);
    const program = await scheduling.call<Record<string, unknown>>(`/v1/programs/${id}`);
    await scheduling.call(`/v1/programs/${id}`, {
      method: 'PUT',
      body: { ...program.body, name: 'Another name' },
      headers: { 'if-match': program.etag! },
    });
    const renamed = await board(id);
    expect([renamed.programName, renamed.capacity.asOf]).toEqual([
      'Another name',
      before.capacity.asOf,
    ]);

    const counted = await act(id, 'places', { ...WHO, reason: 'walked', capacity: 6, occupied: 2 });
    expect(counted.body.capacity).toMatchObject({ value: 6, source: 'person', confidence: 1 });
    expect([counted.body.takenElsewhere.value, counted.body.free.value]).toEqual([2, 4]);
    expect(counted.body.code).toBe('capacity');

    const report = { programId: id, trackId: null, capacity: 50, occupied: 0 };
    await scheduling.publish(programCapacityReported, { ...report, asOf: soon(600) });
    await scheduling.publish(programCapacityReported, { ...report, capacity: 7, asOf: soon(1) });
    await eventually(async () => (await board(id)).capacity.value !== 6);
    const reported = await board(id);
    expect(reported.capacity).toMatchObject({ value: 7, source: 'report' });
    expect(reported.free.value).toBe(7);
  });

  it('are listed by level and region, with what is expected to end', async () => {
    const id = await scheduling.addProgram(2);
    const settled = await scheduling.settled(await join(id, 1));
    await scheduling.dataSource.query(
      `UPDATE timer SET due_at = now() + interval '6 days' WHERE name = 'plan:' || $1`,
      [settled[0]!.id],
    );
    const listed = (query: string) => scheduling.list<TrackCapacityView>(`/v1/capacity?${query}`);
    expect(await listed(`region=${id}&level=IOP`)).toMatchObject([
      { programId: id, trackId: 'evening', expectedEnds: 1, confirmed: { value: 1 } },
    ]);
    expect(await listed(`region=${id}&level=PHP`)).toEqual([]);
    expect((await scheduling.call('/v1/capacity?level=SPA')).status).toBe(400);
    const first = await scheduling.call<{ nextCursor: string }>('/v1/capacity?limit=3');
    const next = await listed(`limit=3&cursor=${first.body.nextCursor}`);
    expect(next).toHaveLength(3);
  });
});
