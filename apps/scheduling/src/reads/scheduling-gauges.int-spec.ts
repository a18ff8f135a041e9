import { RunningScheduling } from '../testing/running-scheduling.js';

// Real: the scheduling service, its database, the Postgres log. Offers end within five minutes.
let scheduling: RunningScheduling;
beforeAll(async () => {
  scheduling = await RunningScheduling.start({ HANDRAIL_OFFER_TTL_MINUTES: '5' });
});
afterAll(() => scheduling.stop());

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const metrics = async () => (await scheduling.call('/metrics')).text;

describe('what people wait for', () => {
  it('is counted: offers about to lapse, and deadlines three quarters gone or passed', async () => {
    const byOffer = await scheduling.addProgram(1, { acceptance: 'by-offer' });
    const full = await scheduling.addProgram(0);
    const waits = (hours: number) => ({
      ...{ requestedAt: hoursAgo(hours), context: { region: full, pregnant: true } },
    });
    const published = await scheduling.decide(
      { context: { region: byOffer } },
      waits(1),
      waits(40),
      waits(60),
    );
    const settled = await scheduling.settled(published);
    const late = settled.toSorted((a, b) => a.requestedAt.localeCompare(b.requestedAt))[0];
    const text = await metrics();
    expect(text).toContain('handrail_scheduling_offers_open 1\n');
    expect(text).toContain('handrail_scheduling_offers_lapsing 1\n');
    const deadline = (state: string) =>
      `handrail_scheduling_waiting_deadlines{deadline="due48h",state="${state}"} 1\n`;
    expect(text).toContain(deadline('at-risk'));
    expect(text).toContain(deadline('passed'));
    const automatic = await scheduling.addProgram(2);
    const asked = await scheduling.decide(
      { context: { region: automatic } },
      { context: { region: automatic } },
    );
    const [placed] = await scheduling.settled(asked);
    await scheduling.dataSource.query(
      `UPDATE placement SET confirmed_at = now() - interval '73 hours' WHERE id = $1`,
      [placed!.id],
    );
    await scheduling.dataSource.query(
      `UPDATE capacity_notice SET reached_at = now() - interval '6 days', due_at = now() + interval '1 day'`,
    );
    const later = await metrics();
    for (const line of [
      'people_to_ask{state="overdue"} 1',
      'people_to_ask{state="in-time"} 1',
      'state_notices{state="at-risk"} 1',
    ])
      expect(later).toContain(`handrail_scheduling_${line}\n`);
    // Who comes to a place meanwhile is owed nothing for the wait beside it.
    await scheduling.dataSource.query(
      `UPDATE placement AS p SET person_id = w.person_id, requested_at = w.requested_at,
         priority_class = w.priority_class, priority_since = w.priority_since, attended = true
       FROM placement AS w WHERE p.id = $1 AND w.id = $2`,
      [placed!.id, late!.id],
    );
    const met = await metrics();
    expect(met).toContain(deadline('at-risk'));
    expect(met).not.toContain('deadline="due48h",state="passed"');
  });

  it('is closed when a program takes nobody: no place of it is free', async () => {
    const id = await scheduling.addProgram(16);
    const { etag, body } = await scheduling.call<Record<string, unknown>>(`/v1/programs/${id}`);
    await scheduling.call(`/v1/programs/${id}`, {
      method: 'PUT',
      headers: { 'if-match': etag! },
      body: { ...body, closed: true },
    });
    const program = await scheduling.program(id);
    expect(program).toMatchObject({ closed: true, tracks: [{ capacity: 16, free: 0 }] });
  });
});
