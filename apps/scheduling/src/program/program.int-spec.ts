import { programCapacityReported } from '@handrail/contracts';
import { eventually } from '@handrail/testing';
import { randomUUID } from 'node:crypto';
import type { PlacementView } from '../reads/placements/placement.dto.js';
import type { ProgramView } from '../reads/programs/program.dto.js';
import { programBody, RunningScheduling } from '../testing/running-scheduling.js';

interface Refusal {
  readonly errors: ReadonlyArray<{ path: string; reason: string; accepted: string }>;
}

// Real: the scheduling service over HTTP, its database, the Postgres log.
describe('the program directory', () => {
  let scheduling: RunningScheduling;

  beforeAll(async () => {
    scheduling = await RunningScheduling.start();
  });
  afterAll(() => scheduling.stop());

  const add = (body: unknown) =>
    scheduling.call<ProgramView & Refusal>('/v1/programs', { method: 'POST', body });
  const put = (id: string, body: unknown, etag?: string) =>
    scheduling.call<ProgramView>(`/v1/programs/${id}`, {
      method: 'PUT',
      body,
      headers: etag ? { 'if-match': etag } : {},
    });
  const report = (programId: string, capacity: number, occupied: number, asOf: Date) =>
    scheduling.publish(programCapacityReported, {
      programId,
      trackId: null,
      capacity,
      occupied,
      asOf: asOf.toISOString(),
    });
  const trackOf = async (id: string) => (await scheduling.program(id)).tracks[0]!;

  it('starts with fourteen programs over every level that can be placed, and residences', async () => {
    const programs = await scheduling.list<ProgramView>('/v1/programs?limit=200');
    const seeded = programs.filter(({ id }) => !id.startsWith('test-'));
    expect(seeded).toHaveLength(14);
    const levels = [...new Set(seeded.map(({ level }) => level))].toSorted();
    expect(levels).toEqual(['IOP', 'LTS', 'OP', 'PHP', 'RES', 'RR', 'WM']);
  });

  it('takes a program once and ignores what a caller says is used', async () => {
    const body = programBody(`test-${randomUUID()}`, 4);
    const tracks = body.tracks.map((track) => ({ ...track, used: 3 }));
    const added = await add({ ...body, tracks });
    expect([added.status, added.etag, added.body.tracks[0]!.used]).toEqual([201, '"1"', 0]);
    expect((await add(body)).status).toBe(409);
  });

  it('says which fields of a wrong program are at fault', async () => {
    const refused = await add({ id: 'x', level: 'SPA', tracks: [] });
    expect([refused.status, refused.type.includes('problem+json')]).toEqual([400, true]);
    const paths = refused.body.errors.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['/name', '/level', '/tracks', '/timeZone']));
  });

  it('refuses sessions that cannot honour the level', async () => {
    const body = programBody(`test-${randomUUID()}`, 4);
    const tracks = body.tracks.map((track) => ({ ...track, to: '20:00' }));
    const refused = await add({ ...body, tracks });
    expect(refused.status).toBe(400);
    expect(refused.body.errors).toMatchObject([{ path: '/tracks/0/to' }]);
  });

  it('is changed only by somebody who read the last version', async () => {
    const id = await scheduling.addProgram(4);
    const { body, etag } = await scheduling.call<ProgramView>(`/v1/programs/${id}`);
    expect((await put(id, body)).status).toBe(428);
    expect((await put(id, { ...body, name: 'Second' }, etag!)).body.name).toBe('Second');
    expect((await put(id, { ...body, name: 'Third' }, etag!)).status).toBe(412);
    expect((await put('nowhere', { ...body, id: 'nowhere' }, etag!)).status).toBe(404);
  });

  it('keeps a capacity under what is used as a plan, and does not refill until it holds', async () => {
    const id = await scheduling.addProgram(3);
    const people = Array.from({ length: 4 }, () => ({ context: { region: id } }));
    const decided = await scheduling.decide(...people);
    await scheduling.settled(decided);
    const { body, etag } = await scheduling.call<ProgramView>(`/v1/programs/${id}`);
    const tracks = body.tracks.map((track) => ({ ...track, capacity: 2 }));
    await put(id, { ...body, tracks }, etag!);
    expect(await trackOf(id)).toMatchObject({ capacity: 3, plannedCapacity: 2, used: 3, free: 0 });

    const placed = await scheduling.placements(`programId=${id}&status=confirmed`);
    const [first, second] = placed.map((placement) =>
      decided.find(({ personId }) => personId === placement.personId)!,
    );
    await scheduling.withdraw(first!);
    await eventually(async () => (await trackOf(id)).used === 2);
    expect(await trackOf(id)).toMatchObject({ capacity: 2, plannedCapacity: null, used: 2 });
    await scheduling.withdraw(second!);
    const waiting = async () => (await scheduling.waitlist(`region=${id}`)).length;
    await eventually(async () => (await waiting()) === 0);
    expect(await trackOf(id)).toMatchObject({ capacity: 2, used: 2, free: 0 });
  });

  it('believes the newest report and gives out what it leaves', async () => {
    const id = await scheduling.addProgram(0);
    const soon = new Date(Date.now() + 60_000);
    await report(id, 5, 4, soon);
    await eventually(async () => (await trackOf(id)).occupied === 4);
    await report(id, 50, 0, new Date(Date.now() - 86_400_000));
    const people = Array.from({ length: 3 }, () => ({ context: { region: id } }));
    const all = await scheduling.settled(await scheduling.decide(...people));
    expect(all.map(({ status }) => status).toSorted()).toEqual([
      'confirmed',
      'waitlisted',
      'waitlisted',
    ]);
    expect(await trackOf(id)).toMatchObject({ capacity: 5, occupied: 4, used: 1, free: 0 });
  });

  it('gives the sessions of a placement as a calendar', async () => {
    const id = await scheduling.addProgram(1);
    const [decided] = await scheduling.decide({ context: { region: id } });
    const [placement] = (await scheduling.settled([decided!])) as [PlacementView];
    const calendar = await scheduling.call<string>(`/v1/placements/${placement.id}/calendar.ics`);
    expect([calendar.status, calendar.type.includes('text/calendar')]).toEqual([200, true]);
    const starts = calendar.text.match(/^DTSTART:\d{8}T\d{6}Z/gm) ?? [];
    // Twelve weeks of three sessions; at most four federal holidays fall on those days.
    expect(starts.length).toBeGreaterThanOrEqual(32);
    expect(starts.length).toBeLessThanOrEqual(36);
    expect((await scheduling.call(`/v1/placements/${randomUUID()}/calendar.ics`)).status).toBe(404);

    const sequence = (text: string) => Number(/^SEQUENCE:(\d+)/m.exec(text)?.[1]);
    await scheduling.withdraw(decided!);
    const cancelled = await eventually(async () => {
      const now = await scheduling.call<string>(`/v1/placements/${placement.id}/calendar.ics`);
      return now.text.includes('STATUS:CANCELLED') ? now : undefined;
    });
    // A reader takes the cancellation only for the newer of the two.
    expect(sequence(cancelled.text)).toBeGreaterThan(sequence(calendar.text));
    expect(cancelled.text.match(/^UID:.*/gm)).toEqual(calendar.text.match(/^UID:.*/gm));
  });

  it('cannot be overbooked even by a statement that goes round every rule', async () => {
    const id = await scheduling.addProgram(1);
    const overbook = `UPDATE track SET used = 1, held = 1 WHERE program_id = '${id}'`;
    await expect(scheduling.dataSource.query(overbook)).rejects.toThrow('track_not_overbooked');
  });
});
