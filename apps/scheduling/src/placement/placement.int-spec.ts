import { eventually } from '@handrail/testing';
import { SchedulingFixture } from '../testing/scheduling-fixture.js';

// Real: the scheduling service over HTTP, its database, the Postgres log. Assessment is played here.
describe('from a determination to a place', () => {
  let scheduling: SchedulingFixture;

  beforeAll(async () => {
    scheduling = await SchedulingFixture.start();
  }, 30_000);
  afterAll(() => scheduling.stop(), 30_000);

  it('confirms a place that fits, explains it and leads back to the message', async () => {
    const program = await scheduling.addProgram(3);
    const [decided] = await scheduling.decide({ context: { region: program } });
    const placement = await eventually(() => scheduling.placementOf(decided!));
    expect(placement).toMatchObject({
      personId: decided!.personId,
      level: 'IOP',
      status: 'confirmed',
      programId: program,
      trackId: 'evening',
      endReason: null,
      waitReason: null,
      causedBy: { reassessmentId: decided!.reassessmentId, messageId: decided!.messageId },
    });
    const [first, ...others] = placement.candidates;
    expect(first).toMatchObject({ programId: program, trackId: 'evening', excludedBecause: [] });
    expect(Object.keys(first!.parts)).toContain('startsSoon');
    expect(first!.score).toBeGreaterThan(0);
    expect(others.every((candidate) => candidate.excludedBecause.length > 0)).toBe(true);
    expect((await scheduling.program(program)).tracks[0]).toMatchObject({ used: 1, free: 2 });
    await eventually(() => {
      expect(scheduling.toldAbout(decided!.personId)).toEqual([
        'placement-confirmed',
        'sessions-scheduled',
      ]);
      expect(scheduling.toldAbout(program)).toEqual(['capacity-changed', 'capacity-changed']);
      return true;
    });
    const confirmed = scheduling.told.find((record) => record.key === decided!.personId)!;
    expect(confirmed.headers).toMatchObject({
      ce_causationid: decided!.eventId,
      ce_correlationid: decided!.messageId,
    });
  });
});
