import { eventually } from '@handrail/testing';
import type { PlacementView } from '../reads/placements/placement.dto.js';
import type { WaitingView } from '../reads/waitlist/waitlist.dto.js';
import { RunningScheduling } from '../testing/running-scheduling.js';

const BECAUSE = { by: 'coordinator-2', reason: 'called-the-family' };
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

// Real: the scheduling service over HTTP, its database, the Postgres log, the allocator.
describe('what people do about somebody who waits', () => {
  let scheduling: RunningScheduling;
  beforeAll(async () => {
    scheduling = await RunningScheduling.start();
  });
  afterAll(() => scheduling.stop());

  const act = ({ placementId, version }: WaitingView, name: string, body: object) =>
    scheduling.call<PlacementView & { type: string; errors?: Array<{ path: string }> }>(
      `/v1/waitlist/${placementId}/${name}`,
      { method: 'POST', body, headers: { 'if-match': `"${version}"` } },
    );
  const lineOf = async (region: string) => (await scheduling.waitlist(`region=${region}`))[0]!;
  const actNow = async (region: string, name: string, body: object = BECAUSE) =>
    act(await lineOf(region), name, body);

  async function waitsIn(capacity: number, change: object): Promise<string> {
    const region = await scheduling.addProgram(capacity);
    const [decided] = await scheduling.decide({ context: { region, ...change } });
    await scheduling.settled([decided!]);
    return region;
  }
  const states = async (region: string) =>
    (await lineOf(region)).clocks.map(({ clock, state }) => `${clock} ${state}`);

  it('begins interim services, and 14 days become 120 with the proof of the day', async () => {
    const region = await waitsIn(0, { injecting: true });
    // Programs of other tests and of the seed have room: for the law, somebody could have taken them.
    const items = ['hiv-tb-counselling', 'hiv-tb-referral'];
    expect((await actNow(region, 'interim', { ...BECAUSE, items })).status).toBe(200);
    expect(await states(region)).toEqual(['due48h met', 'due14 running', 'contact running']);
    await scheduling.dataSource.query(`UPDATE capacity_day SET most_free = 0, last_free = 0`);
    await scheduling.dataSource.query(`DELETE FROM waiting_record`);
    await scheduling.dataSource.query(`UPDATE placement SET needs_look = true WHERE region = $1`, [
      region,
    ]);
    const at = hoursAgo(-0.01);
    await eventually(async () => {
      const rows = await scheduling.dataSource.query<unknown[]>(
        `SELECT 1 FROM waiting_record WHERE jsonb_array_length(record -> 'checks') > 0`,
      );
      return rows.length > 0;
    });
    expect((await actNow(region, 'interim', { ...BECAUSE, items, at })).status).toBe(200);
    expect(await states(region)).toEqual([
      ...['due48h met', 'due14 replaced', 'due120 running', 'contact running'],
    ]);
    const { deadlines } = await lineOf(region);
    expect([deadlines.due14, deadlines.due120 === null]).toEqual([null, false]);
  });

  it('shows a clock as met that another place of theirs has met, as events do', async () => {
    const region = await scheduling.addProgram(0);
    const all = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '14:00' };
    const track = { id: 'day', ...all, modality: 'on-site', capacity: 1 };
    await scheduling.addProgram(1, { level: 'PHP', regions: [region], tracks: [track] });
    const requestedAt = hoursAgo(20 * 24);
    const decision = { context: { region, injecting: true }, requestedAt } as const;
    const [first] = await scheduling.decide({ ...decision, level: 'PHP' });
    const [placed] = await scheduling.settled([first!]);
    await scheduling.attended(placed!);
    const { personId } = first!;
    const later = { ...decision, personId, decidedBy: 'clinician' } as const;
    await scheduling.settled(await scheduling.decide({ ...later, level: 'IOP' }));
    const { clocks } = await lineOf(region);
    const admission = clocks.find(({ clock }) => clock === 'due14');
    expect(admission?.startedAt).toBe(requestedAt);
    expect(admission?.state).toMatch(/^met/);
  });

  it('pauses, resumes, contacts and refers, each with its actor, its entry and its opposite', async () => {
    const region = await waitsIn(0, { pregnant: true });
    const first = await lineOf(region);
    expect((await act(first, 'pause', BECAUSE)).status).toBe(200);
    expect((await act(first, 'resume', BECAUSE)).status).toBe(412);
    expect(await states(region)).toEqual([
      'due48h paused',
      'state-referral paused',
      'contact paused',
    ]);
    expect((await lineOf(region)).isPaused).toBe(true);
    expect((await actNow(region, 'resume')).status).toBe(200);
    const at = '2026-11-26T21:30:00-05:00';
    await actNow(region, 'contact', { ...BECAUSE, outcome: 'not-reached', at });
    await actNow(region, 'contact', { ...BECAUSE, outcome: 'still-waiting' });
    await actNow(region, 'exception');
    await actNow(region, 'refer');
    const answered = await actNow(region, 'answer', { ...BECAUSE, answer: 'no-place' });
    expect(answered.body.acts.map(({ kind, by }) => [kind, by])).toEqual(
      ['pause', 'resume', 'contact', 'contact', 'exception', 'refer', 'answer'].map((kind) => [
        ...[kind, BECAUSE.by],
      ]),
    );
    const { entries } = await lineOf(region);
    expect(entries.map(({ kind, codes }) => `${kind} ${codes.join()}`).toSorted()).toEqual([
      ...['contact not-reached', 'contact still-waiting', 'exception called-the-family'],
      ...['pause called-the-family', 'referral no-place'],
    ]);
    for (const { id: entryId } of entries)
      expect((await actNow(region, 'take-back', { ...BECAUSE, entryId })).status).toBe(200);
    expect((await lineOf(region)).entries).toEqual([]);
    await eventually(() => {
      const types = scheduling.publishedAbout(first.personId);
      return ['waiting-paused', 'waiting-resumed', 'waiting-contact-recorded'].every((type) =>
        types.includes(type),
      );
    });
  });

  it('leaves the list only for what the law names, and joins it again with the rank kept', async () => {
    const region = await waitsIn(0, {});
    const { placementId, requestedAt } = await lineOf(region);
    const gone = { by: 'coordinator-2', reason: 'cannot-be-located' };
    const early = await actNow(region, 'remove', gone);
    expect([early.status, early.body.type]).toEqual([409, 'urn:handrail:problem:too-few-attempts']);
    for (const day of [3, 2, 1])
      await actNow(region, 'contact', {
        ...BECAUSE,
        outcome: 'not-reached',
        at: hoursAgo(day * 24),
      });
    const left = await actNow(region, 'remove', gone);
    expect(left.body).toMatchObject({ status: 'withdrawn', endReason: 'cannot-be-located' });
    expect(await scheduling.waitlist(`region=${region}`)).toEqual([]);
    const { body, etag } = await scheduling.call<PlacementView>(`/v1/placements/${placementId}`);
    expect(body.status).toBe('withdrawn');
    const back = await scheduling.call(`/v1/waitlist/${placementId}/return`, {
      ...{ method: 'POST', body: BECAUSE, headers: { 'if-match': etag! } },
    });
    expect(back.status).toBe(202);
    await eventually(async () => (await lineOf(region))?.requestedAt === requestedAt);
  });

  it('says which field is at fault, and what would be accepted', async () => {
    const region = await waitsIn(0, {});
    const wrong: ReadonlyArray<[string, object, string]> = [
      ['interim', { ...BECAUSE, items: ['tea'] }, '/items'],
      ['interim', { ...BECAUSE, items: [] }, '/items'],
      ['contact', { ...BECAUSE, outcome: 'perhaps' }, '/outcome'],
      ['contact', { ...BECAUSE, outcome: 'reached', at: 'yesterday' }, '/at'],
      ['pause', { ...BECAUSE, until: '2026-02-30T00:00:00Z' }, '/until'],
      ['remove', { by: 'me', reason: 'bored' }, '/reason'],
      ['answer', { ...BECAUSE, answer: 'maybe' }, '/answer'],
      ['take-back', { ...BECAUSE, entryId: 'last' }, '/entryId'],
      ['resume', { reason: 'well-again' }, '/by'],
    ];
    for (const [name, body, path] of wrong) {
      const answer = await actNow(region, name, body);
      expect([name, answer.status]).toEqual([name, 400]);
      expect(answer.body.errors?.map((error) => error.path)).toContain(path);
    }
    expect(
      (await actNow(region, 'take-back', { ...BECAUSE, entryId: crypto.randomUUID() })).status,
    ).toBe(409);
    const nobody = { ...(await lineOf(region)), placementId: crypto.randomUUID() };
    expect((await act(nobody, 'resume', BECAUSE)).status).toBe(404);
  });
});
