import { personsMerged, stayEnded, stayStarted } from '@handrail/contracts';
import { eventually } from '@handrail/testing';
import { randomUUID } from 'node:crypto';
import type { ListedPlacementView, PlacementView } from '../reads/placements/placement.dto.js';
import { becomes } from '../testing/becomes.js';
import { r4FaultsOf } from '../testing/r4-faults.js';
import { RunningScheduling } from '../testing/running-scheduling.js';

const NEEDS_HOME = { supports: ['recovery-housing'] };
const BEDS = { days: [], from: null, to: null, modality: 'on-site' };

// Real: the scheduling service over HTTP, its database with its indexes, the Postgres log, the allocator.
describe('a place in a recovery residence beside care', () => {
  let scheduling: RunningScheduling;
  beforeAll(async () => {
    scheduling = await RunningScheduling.start();
  });
  afterAll(() => scheduling.stop());

  /** A region with a group and a residence; the residence is asked, or takes everybody. */
  async function region(beds: number, acceptance = 'automatic') {
    const care = await scheduling.addProgram(5);
    const home = await scheduling.addProgram(0, {
      ...{ level: 'RR', regions: [care], acceptance, facilities: [`home-of-${care}`] },
      tracks: [{ id: 'beds', ...BEDS, capacity: beds }],
    });
    return { care, home, context: { region: care } };
  }
  const counts = async (id: string) => {
    const { used, held, free } = (await scheduling.program(id)).tracks[0]!;
    return { used, held, free };
  };
  const act = (placement: ListedPlacementView, what: string, body: object) =>
    scheduling.call<PlacementView>(`/v1/placements/${placement.id}/${what}`, {
      ...{ method: 'POST', body: { by: 'coordinator-2', ...body } },
      headers: { 'if-match': `"${placement.version}"` },
    });
  const statesOf = (personId: string) =>
    scheduling.published
      .filter(({ key, headers }) => key === personId && headers['ce_type']!.includes('housing'))
      .map(({ value }) => JSON.parse(String(value)) as { state: string; beside: string })
      .map(({ state, beside }) => `${state} beside ${beside}`);

  it('is found, moved into and given back for itself, and care is published as before', async () => {
    const { care, home, context } = await region(1);
    const [decided] = await scheduling.decide({ context, ...NEEDS_HOME });
    const { personId } = decided!;
    const residence = await becomes(scheduling, personId, { level: 'RR', status: 'confirmed' });
    const group = await becomes(scheduling, personId, { level: 'IOP', status: 'confirmed' });
    expect([residence.support, group.support]).toEqual(['recovery-housing', null]);
    expect([await counts(care), await counts(home)]).toEqual([
      { used: 1, held: 0, free: 4 },
      { used: 1, held: 0, free: 0 },
    ]);
    const task = await scheduling.call<object>(`/fhir/Task/${residence.id}`);
    expect(r4FaultsOf(task.body)).toEqual([]);
    expect(task.body).toMatchObject({
      ...{ status: 'accepted', description: 'Place in a recovery residence' },
      owner: { identifier: { value: home } },
    });
    // Somebody else waits for the bed, in a line of its own.
    const [next] = await scheduling.decide({ context, ...NEEDS_HOME });
    const waits = await becomes(scheduling, next!.personId, { level: 'RR', status: 'waitlisted' });
    expect(waits.waitReason).toBe('full');
    const line = await scheduling.waitlist(`level=RR&region=${care}`);
    expect(
      line.map(({ placementId, clocks }) => [placementId, clocks.map(({ clock }) => clock)]),
    ).toEqual([[waits.id, ['contact']]]);

    const moved = await act(residence, 'arrived', { reason: 'moved-in' });
    expect([moved.status, moved.body.attended]).toEqual([200, true]);
    const back = await act(moved.body, 'not-arrived', { reason: 'mistake' });
    expect([back.status, back.body.attended]).toEqual([200, false]);
    expect((await act(back.body, 'not-arrived', { reason: 'mistake' })).status).toBe(409);
    expect((await act(group, 'arrived', { reason: 'came' })).status).toBe(409);
    expect((await act(back.body, 'end', { reason: 'never-came' })).body.status).toBe('completed');
    await becomes(scheduling, next!.personId, {
      level: 'RR',
      status: 'confirmed',
      programId: home,
    });
    expect(await becomes(scheduling, personId, { level: 'IOP' })).toMatchObject({
      status: 'confirmed',
    });
    await eventually(() => {
      expect(statesOf(personId)).toEqual([
        ...['confirmed beside IOP', 'arrived beside IOP', 'completed beside IOP'],
      ]);
      expect(
        scheduling.publishedAbout(personId).filter((name) => !name.includes('housing')),
      ).toEqual([...['placement-confirmed', 'sessions-scheduled']]);
      expect(scheduling.publishedAbout(home)).toEqual([]);
      return true;
    });
  });

  it('is offered by the residence’s own desk, kept during detox, and ends with a death', async () => {
    const { care, home, context } = await region(1, 'by-offer');
    const [decided] = await scheduling.decide({ context, ...NEEDS_HOME });
    const { personId } = decided!;
    const offered = await becomes(scheduling, personId, { level: 'RR', status: 'offered' });
    expect(await counts(home)).toEqual({ used: 0, held: 1, free: 0 });
    const answer = await scheduling.call<PlacementView>(`/v1/offers/${offered.id}/accept`, {
      ...{ method: 'POST', body: { by: 'desk-1', personAgrees: true } },
    });
    expect(answer.body).toMatchObject({ status: 'confirmed', programId: home });
    const stay = {
      ...{ personId, stayId: randomUUID(), facility: 'hospital', messageId: randomUUID() },
      setting: 'withdrawal-management' as const,
      timeZone: 'America/New_York',
    };
    const now = new Date().toISOString();
    await scheduling.publish(stayStarted, { ...stayStarted.example, ...stay, startedAt: now });
    await eventually(async () => {
      const held = (await scheduling.placements(`personId=${personId}`)).map(
        ({ heldSince }) => heldSince,
      );
      return held.length === 2 && held.every((since) => since !== null);
    });
    await scheduling.publish(stayEnded, {
      ...{ ...stayEnded.example, ...stay, startedAt: now, endedAt: now, disposition: 'died' },
    });
    await becomes(scheduling, personId, { level: 'RR', status: 'withdrawn', endReason: 'died' });
    await becomes(scheduling, personId, { level: 'IOP', status: 'withdrawn', endReason: 'died' });
    expect([await counts(care), await counts(home)]).toEqual([
      { used: 0, held: 0, free: 5 },
      { used: 0, held: 0, free: 1 },
    ]);
  });

  it('stands once for two persons who are one, and a second is refused by the database', async () => {
    const { home, context } = await region(2);
    const [survivor, retired] = await scheduling.decide(
      { context, ...NEEDS_HOME },
      { context, ...NEEDS_HOME },
    );
    for (const { personId } of [survivor!, retired!])
      await becomes(scheduling, personId, { level: 'RR', status: 'confirmed' });
    expect(await counts(home)).toEqual({ used: 2, held: 0, free: 0 });
    await expect(
      scheduling.dataSource.query(
        `UPDATE placement SET person_id = $1 WHERE person_id = $2 AND level = 'RR'`,
        [survivor!.personId, retired!.personId],
      ),
    ).rejects.toThrow('placement_one_confirmed_of_kind');
    const [survivorId, retiredId] = [survivor!.personId, retired!.personId];
    for (const personId of [survivorId, retiredId])
      await scheduling.publish(personsMerged, {
        ...personsMerged.example,
        ...{ personId, survivorId, retiredId },
      });
    await eventually(async () => {
      const all = await scheduling.placements(`personId=${survivorId}`);
      return (
        all.length === 4 &&
        all.filter(({ status }) => status === 'confirmed').length === 2 &&
        (await counts(home)).used === 1
      );
    });
  });
});
