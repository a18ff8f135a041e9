import type { CareContext } from '@handrail/contracts';
import { eventually } from '@handrail/testing';
import fc from 'fast-check';
import type { PlacementView } from '../reads/placements/placement.dto.js';
import type { ProgramView } from '../reads/programs/program.dto.js';
import { becomes } from '../testing/becomes.js';
import { RunningScheduling, type PublishedDetermination } from '../testing/running-scheduling.js';

const SEED = Number(process.env['HANDRAIL_LINE_SEED'] ?? 11);
const STEPS = Number(process.env['HANDRAIL_LINE_STEPS'] ?? 20);
const PEOPLE = 60;
const REGIONS = 3;

/** Numbers below a limit that follow from the seed. */
function drawing(): (below: number) => number {
  const [drawn] = fc.sample(fc.infiniteStream(fc.nat({ max: 1_000_000 })), {
    seed: SEED,
    numRuns: 1,
  });
  return (below) => (drawn!.next().value as number) % below;
}

// Real: the scheduling service, its database, the Postgres log. What a placement could have is weighed anew
// when it is read, so the answer of the API is the referee of what the allocator keeps of groups and tracks.
describe('a line in which everything changes', () => {
  let scheduling: RunningScheduling;
  const draw = drawing();
  const name = `line-${Date.now()}`;
  const region = (n: number) => `${name}-${n}`;

  beforeAll(async () => {
    scheduling = await RunningScheduling.start({ HANDRAIL_ALLOCATOR_POLL_MS: '60000' });
  });
  afterAll(() => scheduling.stop());

  const context = (): CareContext => ({
    region: region(draw(REGIONS)),
    ...(draw(3) === 0 ? { payer: ['medicaid', 'medicare'][draw(2)] } : {}),
    ...(draw(4) === 0 ? { pregnant: true } : {}),
    ...(draw(4) === 0 ? { injecting: true } : {}),
    ...(draw(4) === 0 ? { coOccurring: true } : {}),
    ...(draw(5) === 0 ? { modality: 'virtual' as const } : {}),
  });

  const offered = () => ({
    regions: [region(draw(REGIONS)), region(draw(REGIONS))],
    payers: [[], ['medicaid'], ['medicaid', 'medicare']][draw(3)],
    capabilities: [[], ['pregnancy'], ['pregnancy', 'co-occurring'], ['co-occurring']][draw(4)],
    acceptance: draw(3) === 0 ? 'by-offer' : 'automatic',
    closed: draw(8) === 0,
  });

  async function change(id: string, settings: object, capacity?: number): Promise<void> {
    const { etag, body } = await scheduling.call<ProgramView>(`/v1/programs/${id}`);
    const tracks = body.tracks.map((track) => ({
      ...track,
      capacity: capacity ?? track.capacity,
    }));
    const answer = await scheduling.call(`/v1/programs/${id}`, {
      method: 'PUT',
      headers: { 'if-match': etag! },
      body: { ...body, ...settings, tracks },
    });
    expect(answer.status).toBe(200);
  }

  const act = async (id: string, what: string, body: object) => {
    const { etag } = await scheduling.call<PlacementView>(`/v1/placements/${id}`);
    await scheduling.call(`/v1/placements/${id}/${what}`, {
      method: 'POST',
      headers: { 'if-match': etag! },
      body: { by: 'coordinator', ...body },
    });
  };

  /** One of the things that bring a line into motion. */
  async function step(
    programs: readonly string[],
    people: readonly PublishedDetermination[],
  ): Promise<void> {
    const program = programs[draw(programs.length)]!;
    const [confirmed, open] = [
      await scheduling.placements(`programId=${program}&status=confirmed`),
      await scheduling.placements(`programId=${program}&status=offered`),
    ];
    switch (draw(7)) {
      case 0:
      case 1:
        return await change(program, offered(), 2 + draw(6));
      case 2:
        return await change(program, {}, draw(5));
      case 3:
        if (confirmed[0]) await act(confirmed[0].id, 'end', { reason: 'left' });
        return;
      case 4:
        if (open[0]) {
          const offers = (await scheduling.call<PlacementView>(`/v1/placements/${open[0].id}`)).body
            .offers;
          const reason = ['full', 'not-suitable', 'other'][draw(3)];
          await scheduling.call(`/v1/offers/${offers.at(-1)!.id}/decline`, {
            method: 'POST',
            body: { by: 'desk', reason },
          });
        }
        return;
      case 5:
        await scheduling.decide({ context: context() });
        return;
      default:
        await scheduling.withdraw(people[draw(people.length)]!);
    }
  }

  /** What is wrong with those who wait: a free place they could have, or another reason than there is. */
  async function wrong(): Promise<string[]> {
    const found: string[] = [];
    for (let n = 0; n < REGIONS; n += 1)
      for (const { placementId } of await scheduling.waitlist(`region=${region(n)}`)) {
        const { body } = await scheduling.call<PlacementView>(`/v1/placements/${placementId}`);
        if (body.status !== 'waitlisted') return ['somebody has moved meanwhile'];
        const free = body.candidates.filter(({ excludedBecause }) => excludedBecause.length === 0);
        if (free.length > 0) found.push(`${placementId} waits beside ${free[0]!.programId}`);
        const waitsForRoom = body.candidates.some(({ excludedBecause: codes }) =>
          codes.every((code) => code === 'full' || code === 'resting'),
        );
        const reason = waitsForRoom ? 'full' : 'no-matching-program';
        if (body.waitReason !== reason) found.push(`${placementId} waits as ${body.waitReason}`);
      }
    return found;
  }

  it(`leaves nobody beside a free place, and says why each waits, after each of ${STEPS} steps`, async () => {
    const programs: string[] = [];
    for (let n = 0; n < 8; n += 1) programs.push(await scheduling.addProgram(draw(4), offered()));
    const people = await scheduling.decide(
      ...Array.from({ length: PEOPLE }, () => ({ context: context() })),
    );
    await scheduling.settled(people);
    const counts = { waiting: 0, moved: 0 };
    for (let n = 0; n < STEPS; n += 1) {
      await step(programs, people);
      await eventually(async () => {
        expect(await wrong()).toEqual([]);
        return true;
      });
      const lines = await Promise.all(
        Array.from({ length: REGIONS }, (_, at) => scheduling.waitlist(`region=${region(at)}`)),
      );
      const waiting = lines.flat().length;
      if (waiting !== counts.waiting) counts.moved += 1;
      counts.waiting = waiting;
    }
    // A line that never moves shows nothing.
    expect(counts.moved).toBeGreaterThan(STEPS / 5);
    expect(counts.waiting).toBeGreaterThan(10);
  }, 180_000);

  it('tries an alternative once some program gives it, and moves the person when their level is given', async () => {
    const alone = `${name}-alone`;
    const [decided] = await scheduling.decide({
      ...{ context: { region: alone }, alternatives: ['PHP', 'RES'] },
    });
    const { personId } = decided!;
    const waits = { level: 'IOP', status: 'waitlisted', waitReason: 'no-matching-program' };
    const { requestedAt } = await becomes(scheduling, personId, waits);
    expect(await scheduling.placements(`personId=${personId}`)).toHaveLength(1);
    const days = ['mon', 'tue', 'wed', 'thu', 'fri'];
    const day = await scheduling.addProgram(0, {
      ...{ level: 'PHP', regions: [alone] },
      tracks: [{ id: 'day', days, from: '09:00', to: '14:00', modality: 'on-site', capacity: 1 }],
    });
    const instead = await becomes(scheduling, personId, { level: 'PHP', status: 'confirmed' });
    expect(instead).toMatchObject({ insteadOf: 'IOP', programId: day, requestedAt });
    const listed = await scheduling.placements(
      `personId=${personId}&waitReason=no-matching-program`,
    );
    expect(listed.map(({ level, insteadOf }) => [level, insteadOf])).toEqual([['IOP', null]]);
    const group = await scheduling.addProgram(1, { regions: [alone] });
    await becomes(scheduling, personId, { level: 'IOP', status: 'confirmed', programId: group });
    await becomes(scheduling, personId, { level: 'PHP', endReason: 'transferred' });
    expect((await scheduling.program(day)).tracks[0]).toMatchObject({ used: 0, free: 1 });
  });
});
