import { programClosuresChanged, weeklyHoursShort } from '@handrail/contracts';
import { eventually } from '@handrail/testing';
import type { PlacementView } from '../reads/placements/placement.dto.js';
import type { ProgramView } from '../reads/programs/program.dto.js';
import { RunningScheduling } from '../testing/running-scheduling.js';

const BECAUSE = { by: 'desk-1', reason: 'planned' };
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const EVERY_DAY = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

// Real: the scheduling service over HTTP, its database, the Postgres log, its timers, the allocator.
describe('the days of a program', () => {
  let scheduling: RunningScheduling;

  beforeAll(async () => {
    scheduling = await RunningScheduling.start();
  });
  afterAll(() => scheduling.stop());

  const put = async (id: string, closures: unknown, etag?: string) =>
    scheduling.call<ProgramView & { type: string; errors: Array<{ path: string }> }>(
      `/v1/programs/${id}/closures`,
      {
        method: 'PUT',
        body: { ...BECAUSE, closures },
        headers: { 'if-match': etag ?? (await scheduling.call(`/v1/programs/${id}`)).etag! },
      },
    );
  const calendar = async ({ id }: { id: string }) => {
    const { text } = await scheduling.call<string>(`/v1/placements/${id}/calendar.ics`);
    return {
      text,
      sequence: Number(/^SEQUENCE:(\d+)/m.exec(text)?.[1]),
      days: [...text.matchAll(/^DTSTART:(\d{8})/gm)].map(([, day]) => day!),
      cancelled: text.match(/^STATUS:CANCELLED/gm)?.length ?? 0,
    };
  };
  const placed = async (region: string) => {
    const [decided] = await scheduling.decide({ context: { region } });
    return (await scheduling.settled([decided!]))[0] as unknown as PlacementView;
  };
  const published = (key: string, type: string) =>
    scheduling.published
      .filter((record) => record.key === key && record.headers['ce_type'] === type)
      .map((record) => JSON.parse(record.value!.toString()) as Record<string, unknown>);

  it('that are closed fall out of calendars, begin nobody’s place, and come back', async () => {
    const blocks = [
      { days: EVERY_DAY, from: '06:00', to: '07:00' },
      { days: EVERY_DAY, from: '20:00', to: '21:00' },
    ];
    const track = { id: 'evening', blocks, modality: 'on-site', capacity: 5 };
    const id = await scheduling.addProgram(5, { tracks: [track] });
    expect((await scheduling.program(id)).tracks[0]).toMatchObject({
      ...{ blocks, days: EVERY_DAY, from: null, to: null },
    });
    const first = await placed(id);
    const before = await calendar(first);

    const closure = { from: dayIn(-1), to: dayIn(6), reason: 'weather' };
    const closed = await put(id, [closure]);
    expect([closed.status, closed.body.closures]).toEqual([
      200,
      [{ ...closure, trackIds: null, makeUps: [] }],
    ]);
    const during = await calendar(first);
    expect(during.cancelled).toBeGreaterThanOrEqual(10);
    expect(during.sequence).toBeGreaterThan(before.sequence);
    expect(during.days.length).toBeLessThanOrEqual(before.days.length);
    // Whoever is placed now begins after it.
    expect((await placed(id)).startsOn! > dayIn(6)).toBe(true);

    expect((await put(id, [])).status).toBe(200);
    const after = await calendar(first);
    expect([after.cancelled, after.sequence > during.sequence]).toEqual([0, true]);
    await eventually(() => published(id, programClosuresChanged.type).length === 2);
    // The closure took the hours of this week and of the next: each is warned of once.
    await eventually(() => published(id, weeklyHoursShort.type).length >= 1);
    const weeks = published(id, weeklyHoursShort.type).map(({ weekOf }) => weekOf);
    await put(id, [closure]);
    await eventually(() => published(id, programClosuresChanged.type).length === 3);
    expect(published(id, weeklyHoursShort.type).map(({ weekOf }) => weekOf)).toEqual(weeks);
  });

  it('are changed by whoever has seen the last version, and only so that they can stand', async () => {
    const id = await scheduling.addProgram(1);
    const { etag } = await scheduling.call(`/v1/programs/${id}`);
    const closure = { from: dayIn(3), to: dayIn(4), reason: 'training' };
    expect((await put(id, [closure], etag!)).status).toBe(200);
    expect((await put(id, [], etag!)).status).toBe(412);
    const same = await put(id, [closure]);
    expect([same.status, same.body.type.split(':').at(-1)]).toEqual([409, 'closed-so-already']);
    for (const [change, path] of [
      [{ to: dayIn(2) }, '/closures/0/to'],
      [{ reason: 'tired' }, '/closures/0/reason'],
      [{ from: '2026-02-30' }, '/closures/0/from'],
      [{ trackIds: ['night'] }, '/closures/0/trackIds/0'],
    ] as const) {
      const refused = await put(id, [{ ...closure, ...change }]);
      expect([refused.status, refused.body.errors[0]!.path]).toEqual([400, path]);
    }
  });

  it('stay as they are when settings are changed, and hours are said in one way', async () => {
    const id = await scheduling.addProgram(1);
    await put(id, [{ from: dayIn(3), to: dayIn(4), reason: 'training' }]);
    const { body, etag } = await scheduling.call<ProgramView>(`/v1/programs/${id}`);
    const change = (settings: unknown) =>
      scheduling.call<ProgramView & { errors: Array<{ path: string }> }>(`/v1/programs/${id}`, {
        method: 'PUT',
        body: settings,
        headers: { 'if-match': etag! },
      });
    const twice = [{ ...body.tracks[0]!, blocks: [{ days: ['mon'], from: '09:00', to: '12:00' }] }];
    const refused = await change({ ...body, tracks: twice });
    expect([refused.status, refused.body.errors.map(({ path }) => path)]).toEqual([
      400,
      expect.arrayContaining(['/tracks/0/blocks']),
    ]);
    expect((await change({ ...body, name: 'New name' })).body.closures).toHaveLength(1);
  });
});
