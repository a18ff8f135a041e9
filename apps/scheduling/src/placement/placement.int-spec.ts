import {
  factRetracted,
  interimServicesRecorded,
  riskFactorsRecorded,
  riskRatingsRecorded,
} from '@handrail/contracts';
import { eventually } from '@handrail/testing';
import type { PlacementView } from '../reads/placements/placement.dto.js';
import { RunningScheduling, type PublishedDetermination } from '../testing/running-scheduling.js';
import { EndPlans1763787720000 } from '../../migrations/1763787720000-end-plans.js';

/** Timers whose time was changed behind the service's back are found when it next looks. */
const PATIENT = { withinMs: 60_000, what: 'the plans to end their placements' };

// Real: the scheduling service over HTTP, its database, the Postgres log. Assessment is played here.
describe('from a determination to a place', () => {
  let scheduling: RunningScheduling;

  beforeAll(async () => {
    scheduling = await RunningScheduling.start();
  });
  afterAll(() => scheduling.stop());

  const used = async (id: string) => (await scheduling.program(id)).tracks[0]!.used;
  const held = async (id: string) => (await scheduling.program(id)).tracks[0]!.held;
  const becomes = (person: PublishedDetermination, status: string) =>
    eventually(async () => {
      const placement = await scheduling.placementOf(person);
      return placement?.status === status && placement;
    });
  const statusesOf = async ({ personId }: PublishedDetermination) =>
    (await scheduling.placements(`personId=${personId}`))
      .map(({ level, status, endReason }) => [level, status, endReason].filter(Boolean).join(' '))
      .toSorted();

  it('confirms a place that fits, explains it and leads back to the message', async () => {
    const program = await scheduling.addProgram(3);
    const [decided] = await scheduling.decide({ context: { region: program } });
    const placement = await becomes(decided!, 'confirmed');
    expect(placement).toMatchObject({
      personId: decided!.personId,
      level: 'IOP',
      programId: program,
      trackId: 'evening',
      endReason: null,
      waitReason: null,
      causedBy: { reassessmentId: decided!.reassessmentId, messageId: decided!.messageId },
    });
    const read = await scheduling.call<PlacementView>(`/v1/placements/${placement.id}`);
    const [first, ...others] = read.body.candidates;
    expect(first).toMatchObject({ programId: program, trackId: 'evening', excludedBecause: [] });
    expect(first!.parts).toMatchObject({ startsSoon: expect.any(Number) as number });
    expect(others.every((candidate) => candidate.excludedBecause.length > 0)).toBe(true);
    expect((await scheduling.program(program)).tracks[0]).toMatchObject({ used: 1, free: 2 });
    await eventually(() => {
      expect(scheduling.publishedAbout(decided!.personId)).toEqual([
        'placement-confirmed',
        'sessions-scheduled',
      ]);
      expect(scheduling.publishedAbout(program)).toEqual(['capacity-changed', 'capacity-changed']);
      return true;
    });
    const confirmed = scheduling.published.find((record) => record.key === decided!.personId)!;
    expect(confirmed.headers).toMatchObject({
      ce_causationid: decided!.eventId,
      ce_correlationid: decided!.messageId,
    });
  });

  it('tells that no program fits, and looks again when one is added', async () => {
    const region = `later-${Date.now()}`;
    const [decided] = await scheduling.decide({ context: { region } });
    expect((await becomes(decided!, 'waitlisted')).waitReason).toBe('no-matching-program');
    const program = await scheduling.addProgram(1, { regions: [region] });
    expect((await becomes(decided!, 'confirmed')).programId).toBe(program);
  });

  it('keeps the old place until the new one is confirmed, and brings it back', async () => {
    const iop = await scheduling.addProgram(1);
    const days = ['mon', 'tue', 'wed', 'thu', 'fri'];
    const php = await scheduling.addProgram(0, {
      level: 'PHP',
      regions: [iop],
      tracks: [{ id: 'day', days, from: '09:00', to: '14:00', modality: 'on-site', capacity: 1 }],
    });
    const context = { region: iop };
    const [first] = await scheduling.decide({ context });
    await becomes(first!, 'confirmed');
    const { personId } = first!;
    const [second] = await scheduling.decide({ personId, level: 'PHP', context });
    await eventually(async () => (await used(php)) === 1);
    expect(await statusesOf(first!)).toEqual(['IOP completed transferred', 'PHP confirmed']);
    expect(await used(iop)).toBe(0);
    await scheduling.withdraw(second!);
    await eventually(async () => (await used(iop)) === 1);
    expect(await statusesOf(first!)).toEqual(['IOP confirmed', 'PHP withdrawn trigger-retracted']);
    expect(await used(php)).toBe(0);
  });

  it('holds an offered place, and goes on to the next in line when it is declined', async () => {
    const program = await scheduling.addProgram(1, { acceptance: 'by-offer' });
    const [first] = await scheduling.decide({ context: { region: program } });
    const offer = await becomes(first!, 'offered');
    expect([await used(program), await held(program)]).toEqual([0, 1]);
    const [second] = await scheduling.decide({ context: { region: program } });
    await becomes(second!, 'waitlisted');

    const no = { method: 'POST', body: { reason: 'no-bed-for-this-need' } };
    const declined = await scheduling.call<PlacementView>(`/v1/offers/${offer.id}/decline`, no);
    expect([declined.status, declined.body.status]).toEqual([200, 'declined']);
    const next = await becomes(second!, 'offered');
    expect((await becomes(first!, 'waitlisted')).waitReason).toBe('no-matching-program');

    const yes = await scheduling.call<PlacementView>(`/v1/offers/${next.id}/accept`, {
      method: 'POST',
    });
    expect([yes.status, yes.body.status]).toEqual([200, 'confirmed']);
    expect([await used(program), await held(program)]).toEqual([1, 0]);
    const late = await scheduling.call(`/v1/offers/${offer.id}/accept`, { method: 'POST' });
    expect([late.status, late.type.includes('problem+json')]).toEqual([409, true]);
  });

  it('ends with its plan, and its place goes to the next in line, once', async () => {
    const program = await scheduling.addProgram(2);
    const people = await scheduling.decide(
      ...Array.from({ length: 5 }, () => ({ context: { region: program } })),
    );
    await scheduling.settled(people);
    const confirmed = await scheduling.placements(`programId=${program}&status=confirmed`);
    expect(confirmed).toHaveLength(2);
    await scheduling.attended(confirmed[0]!);
    await scheduling.letPlansRunOut(...confirmed.map(({ id }) => id));
    await eventually(async () => {
      const finished = await scheduling.placements(`programId=${program}&status=completed`);
      const reasons = finished.map(({ endReason }) => endReason).toSorted();
      return reasons.join() === 'finished,never-came';
    }, PATIENT);
    const next = await eventually(async () => {
      const now = await scheduling.placements(`programId=${program}&status=confirmed`);
      return now.length === 2 && now;
    });
    const before = new Set(confirmed.map(({ personId }) => personId));
    expect(next.some(({ personId }) => before.has(personId))).toBe(false);
    expect(await used(program)).toBe(2);
    for (const [index, { personId }] of confirmed.entries())
      await eventually(() => {
        expect(scheduling.publishedAbout(personId)).toEqual([
          ...['placement-confirmed', 'sessions-scheduled'],
          ...(index === 0 ? ['placement-arrived'] : []),
          'placement-completed',
        ]);
        return true;
      });
  }, 90_000);

  it('waits for the end of plans that were confirmed before anything waited for it', async () => {
    const program = await scheduling.addProgram(1);
    const [decided] = await scheduling.decide({ context: { region: program } });
    const { id } = await becomes(decided!, 'confirmed');
    const timer = () =>
      scheduling.dataSource.query<unknown[]>(
        `SELECT key, type, due_at, data, causation_id, correlation_id FROM timer WHERE name = $1`,
        [`plan:${id}`],
      );
    const [known] = await timer();
    expect(known).toMatchObject({ key: decided!.personId, correlation_id: decided!.messageId });
    await scheduling.dataSource.query('DELETE FROM timer WHERE name = $1', [`plan:${id}`]);
    const runner = scheduling.dataSource.createQueryRunner();
    for (let twice = 0; twice < 2; twice += 1) await new EndPlans1763787720000().up(runner);
    await runner.release();
    expect(await timer()).toEqual([known]);
  });

  it('leaves a person who came to a human when the cause falls', async () => {
    const program = await scheduling.addProgram(1);
    const [decided] = await scheduling.decide({ context: { region: program } });
    const { id: placementId } = await becomes(decided!, 'confirmed');
    await scheduling.attended({ id: placementId, personId: decided!.personId });
    await scheduling.withdraw(decided!);
    await eventually(
      async () => (await scheduling.placementOf(decided!))?.needsReview === 'cause-retracted',
    );
    expect(await statusesOf(decided!)).toEqual(['IOP confirmed']);
    expect(await used(program)).toBe(1);
  });

  it('moves a waiting person forward when injecting becomes known', async () => {
    const region = await scheduling.addProgram(0);
    const [first] = await scheduling.decide({ context: { region } });
    await becomes(first!, 'waitlisted');
    const [second] = await scheduling.decide({ context: { region } });
    await becomes(second!, 'waitlisted');
    await scheduling.publish(riskRatingsRecorded, {
      ...riskRatingsRecorded.example,
      personId: second!.personId,
      context: { injecting: true },
    });
    const [next] = await eventually(async () => {
      const line = await scheduling.waitlist(`region=${region}`);
      return line[0]?.personId === second!.personId && line;
    });
    expect(next!.priorityClass).toBe(3);
    expect(typeof next!.deadlines.due14).toBe('string');
    // The first in time is pregnant, as somebody who works on a reassessment records it.
    await scheduling.publish(riskFactorsRecorded, {
      ...riskFactorsRecorded.example,
      ...{ personId: first!.personId, pregnant: true, injecting: null },
    });
    const [front] = await eventually(async () => {
      const line = await scheduling.waitlist(`region=${region}`);
      return line[0]?.personId === first!.personId && line;
    });
    expect(front!.priorityClass).toBe(2);
    expect(typeof front!.deadlines.due48h).toBe('string');
  });

  it('reports what is owed once when most of its time has passed, and once when all of it has', async () => {
    const region = await scheduling.addProgram(0);
    const elevenDaysAgo = new Date(Date.now() - 11 * 86_400_000).toISOString();
    const [decided] = await scheduling.decide({
      context: { region, injecting: true },
      requestedAt: elevenDaysAgo,
    });
    const { personId } = decided!;
    const reports = await eventually(() => {
      const records = scheduling.published.filter((record) => record.key === personId);
      return records.length === 5 && records.slice(1);
    });
    const [waiting] = await scheduling.waitlist(`region=${region}`);
    const { placementId, deadlines, clocks } = waiting!;
    const about = { personId, placementId };
    const dueAt = clocks.find(({ clock }) => clock === 'contact')!.dueAt;
    const read = reports.map(({ value, headers }) => ({
      type: headers['ce_type']!.split('.')[2],
      ...(JSON.parse(value!.toString()) as object),
    }));
    expect(read).toEqual(
      expect.arrayContaining([
        { type: 'deadline-at-risk', ...about, deadline: 'due48h', dueAt: deadlines.due48h },
        { type: 'deadline-missed', ...about, deadline: 'due48h', dueAt: deadlines.due48h },
        { type: 'deadline-at-risk', ...about, deadline: 'due14', dueAt: deadlines.due14 },
        { type: 'waiting-contact-due', ...about, lastContactAt: elevenDaysAgo, dueAt },
      ]),
    );
    for (const { headers } of reports)
      expect(headers).toMatchObject({
        ce_causationid: decided!.eventId,
        ce_correlationid: decided!.messageId,
      });
    const states = () => clocks.map(({ clock, state }) => `${clock} ${state}`);
    expect(states()).toEqual(['due48h missed', 'due14 at-risk', 'contact at-risk']);
  });

  it('counts interim services as they are reported, and no more once they are taken back', async () => {
    const region = await scheduling.addProgram(0);
    const [decided] = await scheduling.decide({ context: { region, pregnant: true } });
    await scheduling.settled([decided!]);
    const { personId } = decided!;
    const at = new Date().toISOString();
    const items = ['prenatal' as const, 'hiv-tb-referral' as const];
    const eventId = await scheduling.publish(interimServicesRecorded, { personId, at, items });
    const owed = async () =>
      (await scheduling.waitlist(`region=${region}`))[0]?.clocks.find(
        ({ clock }) => clock === 'due48h',
      );
    await eventually(async () => (await owed())?.state === 'met');
    const { placementId, entries } = (await scheduling.waitlist(`region=${region}`))[0]!;
    expect(entries).toEqual([{ id: eventId, kind: 'interim', at, until: null, codes: items }]);
    await eventually(() => scheduling.publishedAbout(personId).length === 2);
    const begun = scheduling.published.findLast(({ key }) => key === personId)!;
    expect(JSON.parse(begun.value!.toString())).toEqual({
      ...{ personId, placementId, startedAt: at, isInTime: true },
    });
    await scheduling.publish(factRetracted, {
      ...{ ...factRetracted.example, personId, retractedEventId: eventId, stayId: null },
    });
    await eventually(async () => (await owed())?.state === 'running');
  });
});
