import { eventually } from '@handrail/testing';
import type { ProgramView } from '../reads/programs/program.dto.js';
import { RunningScheduling, type Decided } from '../testing/running-scheduling.js';

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

// Real: the scheduling service, its database, the Postgres log. The CHECK on tracks is the referee.
describe('the allocator', () => {
  let scheduling: RunningScheduling;

  beforeAll(async () => {
    scheduling = await RunningScheduling.start();
  });
  afterAll(() => scheduling.stop());

  const setCapacity = async (id: string, capacity: number) => {
    const { etag, body } = await scheduling.call<ProgramView>(`/v1/programs/${id}`);
    const tracks = body.tracks.map((track) => ({ ...track, capacity }));
    const answer = await scheduling.call(`/v1/programs/${id}`, {
      method: 'PUT',
      headers: { 'if-match': etag! },
      body: { ...body, tracks },
    });
    expect(answer.status).toBe(200);
  };
  const used = async (id: string) => (await scheduling.program(id)).tracks[0]!.used;

  it('attack 56: gives the last place to exactly one of a hundred, in every one of ten rounds', async () => {
    const rounds = await Promise.all(times(10, () => scheduling.addProgram(1)));
    for (const region of rounds) {
      const people = times(100, (): Decided => ({ context: { region } }));
      const all = await scheduling.settled(await scheduling.decide(...people));
      const confirmed = all.filter(({ status }) => status === 'confirmed');
      expect({ all: all.length, confirmed: confirmed.length }).toEqual({ all: 100, confirmed: 1 });
      expect(await used(region)).toBe(1);
      expect(new Set(all.map(({ waitReason }) => waitReason))).toEqual(new Set([null, 'full']));
    }
  }, 120_000);

  it('serves by priority class, then by the time care was asked for, whatever the order of arrival', async () => {
    const region = await scheduling.addProgram(0, { capabilities: ['pregnancy'] });
    const context = { region };
    const decided = await scheduling.decide(
      { context, requestedAt: hoursAgo(1) },
      { context, requestedAt: hoursAgo(9) },
      { context: { ...context, injecting: true }, requestedAt: hoursAgo(2) },
      { context: { ...context, pregnant: true }, requestedAt: hoursAgo(0.5) },
      { context, requestedAt: hoursAgo(5) },
    );
    await scheduling.settled(decided);
    const [a, b, injecting, pregnant, e] = decided.map(({ personId }) => personId);
    const line = await scheduling.waitlist(`region=${region}`);
    expect(line.map(({ personId }) => personId)).toEqual([pregnant, injecting, b, e, a]);

    await setCapacity(region, 3);
    await eventually(async () => (await used(region)) === 3);
    const left = await scheduling.waitlist(`region=${region}`);
    expect(left.map(({ personId }) => personId)).toEqual([e, a]);
  });

  it('gives a freed place to the next in line and leaves the others where they are', async () => {
    const region = await scheduling.addProgram(0);
    const decided = await scheduling.decide(
      ...times(5, (index): Decided => ({ context: { region }, requestedAt: hoursAgo(9 - index) })),
    );
    const statuses = async () =>
      (await Promise.all(decided.map((person) => scheduling.placementOf(person)))).map(
        (placement) => placement?.status,
      );
    await scheduling.settled(decided);
    await setCapacity(region, 2);
    await eventually(async () => (await used(region)) === 2);
    const [yes, no] = ['confirmed', 'waitlisted'];
    expect(await statuses()).toEqual([yes, yes, no, no, no]);
    await scheduling.withdraw(decided[0]!);
    await eventually(async () => (await statuses())[2] === yes);
    expect(await statuses()).toEqual(['withdrawn', yes, yes, no, no]);
    expect(await used(region)).toBe(2);
  });

  it('does not let a newcomer overtake somebody who waits for the same track', async () => {
    const region = await scheduling.addProgram(1);
    const [first] = await scheduling.decide({ context: { region } });
    await scheduling.settled([first!]);
    const [second] = await scheduling.decide({ context: { region } });
    await scheduling.settled([second!]);
    await scheduling.withdraw(first!);
    const [newcomer] = await scheduling.decide({ context: { region } });
    await scheduling.settled([newcomer!]);
    await eventually(async () => (await scheduling.placementOf(second!))?.status === 'confirmed');
    expect(await scheduling.placementOf(newcomer!)).toMatchObject({ status: 'waitlisted' });
  });

  it('keeps counts and rows together while places are taken and given back at once', async () => {
    const region = await scheduling.addProgram(10);
    const decided = await scheduling.decide(...times(60, (): Decided => ({ context: { region } })));
    await Promise.all(decided.slice(0, 30).map((person) => scheduling.withdraw(person)));
    await scheduling.settled(decided);
    await eventually(async () => {
      const rows: Array<{ status: string; n: number }> = await scheduling.dataSource.query(
        `SELECT status, count(*)::int AS n FROM placement WHERE region = $1 GROUP BY status`,
        [region],
      );
      const counts = Object.fromEntries(rows.map((row) => [row.status, row.n]));
      expect(counts).toEqual({ confirmed: 10, waitlisted: 20, withdrawn: 30 });
      return true;
    });
    expect(await used(region)).toBe(10);
  });

  it('places two thousand requests for five hundred places in seconds', async () => {
    const region = await scheduling.addProgram(500);
    const started = performance.now();
    const decided = await scheduling.decide(
      ...times(2_000, (): Decided => ({ context: { region } })),
    );
    await eventually(
      async () =>
        (await scheduling.waitlist(`region=${region}`)).length === 200 &&
        (await used(region)) === 500,
      { withinMs: 60_000 },
    );
    await scheduling.settled(decided);
    const seconds = (performance.now() - started) / 1000;
    process.stderr.write(`2000 requests for 500 places: ${seconds.toFixed(1)} s\n`);
    const rows: Array<{ status: string; n: number }> = await scheduling.dataSource.query(
      `SELECT status, count(*)::int AS n FROM placement WHERE region = $1 GROUP BY status ORDER BY 1`,
      [region],
    );
    expect(rows).toEqual([
      { status: 'confirmed', n: 500 },
      { status: 'waitlisted', n: 1500 },
    ]);
  }, 120_000);
});
