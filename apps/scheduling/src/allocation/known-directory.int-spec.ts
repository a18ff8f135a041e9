import { queryableOn, type Queryable } from '@handrail/messaging';
import { poolOf } from '@handrail/platform';
import { eventually } from '@handrail/testing';
import type { ProgramView } from '../reads/programs/program.dto.js';
import { RunningScheduling } from '../testing/running-scheduling.js';
import { KnownDirectory } from './known-directory.js';

// Real: the scheduling service and its database. What another process commits is played by statements.
describe('the directory a process knows', () => {
  let scheduling: RunningScheduling;
  let db: Queryable;
  /** Ids of the programs the last statement has read. */
  let read: string[] = [];

  beforeAll(async () => {
    scheduling = await RunningScheduling.start();
    const all = queryableOn(poolOf(scheduling.dataSource));
    db = {
      query: async <R>(sql: string, params?: readonly unknown[]): Promise<R[]> => {
        const rows = await all.query<R>(sql, params);
        read = rows.flatMap((row) => (row as { id: string | null }).id ?? []);
        return rows;
      },
    };
  });
  afterAll(() => scheduling.stop());

  const trackOf = async (known: KnownDirectory, id: string) =>
    (await known.read(db)).programs.find((program) => program.id === id)!.tracks[0]!;
  const take = (by: { query(sql: string, params: unknown[]): Promise<unknown> }, id: string) =>
    by.query('UPDATE track SET used = used + 1 WHERE program_id = $1', [id]);

  it('reads what changed and nothing else, and keeps what did not change as it was', async () => {
    const [taken, other] = [await scheduling.addProgram(5), await scheduling.addProgram(5)];
    const known = new KnownDirectory();
    const before = await trackOf(known, other);
    await known.read(db);
    await take(scheduling.dataSource, taken);
    expect((await trackOf(known, taken)).places.used).toBe(1);
    expect(read).toContain(taken);
    expect(await trackOf(known, other)).toBe(before);
    await scheduling.dataSource.query('UPDATE track SET announced_version = version');
    // As soon as no transaction of the server is open any more that was when those programs changed.
    const { programs } = await known.read(db);
    await eventually(async () => {
      expect((await known.read(db)).programs).toBe(programs);
      return read.length === 0;
    });
  });

  it('misses nothing that commits late, and learns nothing that is taken back', async () => {
    const [late, soon, never] = [
      await scheduling.addProgram(5),
      await scheduling.addProgram(5),
      await scheduling.addProgram(5),
    ];
    const known = new KnownDirectory();
    await known.read(db);
    const [slow, undone] = [
      scheduling.dataSource.createQueryRunner(),
      scheduling.dataSource.createQueryRunner(),
    ];
    await slow.startTransaction();
    await take(slow, late);
    await undone.startTransaction();
    await take(undone, never);
    await take(scheduling.dataSource, soon);
    const used = async (id: string) => (await trackOf(known, id)).places.used;
    expect([await used(late), await used(soon), await used(never)]).toEqual([0, 1, 0]);
    await slow.commitTransaction();
    await undone.rollbackTransaction();
    await Promise.all([slow.release(), undone.release()]);
    // Read side by side, as by a turn and somebody who acts: each sees what was committed when it began.
    const both = await Promise.all([known.read(db), known.read(db)]);
    expect(both.map(({ version }) => version)).toEqual([both[0].version, both[0].version]);
    expect([await used(late), await used(soon), await used(never)]).toEqual([1, 1, 0]);
  });

  it('follows what people change of a program', async () => {
    const id = await scheduling.addProgram(5);
    const known = new KnownDirectory();
    const { version } = await known.read(db);
    const { etag, body } = await scheduling.call<ProgramView>(`/v1/programs/${id}`);
    const day = { ...body.tracks[0]!, id: 'day', from: '09:00', to: '12:00' };
    const answer = await scheduling.call(`/v1/programs/${id}`, {
      method: 'PUT',
      headers: { 'if-match': etag! },
      body: { ...body, tracks: [day] },
    });
    expect(answer.status).toBe(200);
    const after = await known.read(db);
    expect(after.version).toBeGreaterThan(version);
    const changed = after.programs.find((program) => program.id === id)!;
    expect(changed.tracks.map((track) => track.id)).toEqual(['day']);
    const added = await scheduling.addProgram(1);
    expect((await known.read(db)).programs.map((program) => program.id)).toContain(added);
    // Everybody is weighed against it meanwhile, which is another number and the same programs.
    const { programs } = await new KnownDirectory().read(db);
    expect(programs).toEqual((await known.read(db)).programs);
  });
});
