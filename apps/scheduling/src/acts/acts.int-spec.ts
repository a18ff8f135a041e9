import { placementPaused, placementRescheduled, sessionsScheduled } from '@handrail/contracts';
import { eventually } from '@handrail/testing';
import type { ListedPlacementView, PlacementView } from '../reads/placements/placement.dto.js';
import { RunningScheduling, type Answer } from '../testing/running-scheduling.js';

const DAY_MS = 86_400_000;
const dayIn = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
const WHO = { by: 'coordinator-2' };
const BECAUSE = { ...WHO, reason: 'family-reasons' };

// Real: the scheduling service over HTTP, its database, the Postgres log, the allocator.
describe('what people do with a place', () => {
  let scheduling: RunningScheduling;

  beforeAll(async () => {
    scheduling = await RunningScheduling.start();
  });
  afterAll(() => scheduling.stop());

  const read = (id: string) => scheduling.call<PlacementView>(`/v1/placements/${id}`);
  const act = (id: string, name: string, body: unknown, etag?: string | null) =>
    scheduling.call<PlacementView & { type: string }>(`/v1/placements/${id}/${name}`, {
      method: 'POST',
      body,
      headers: etag ? { 'if-match': etag } : {},
    });
  /** Somebody reads it and acts at once. */
  const actNow = async (id: string, name: string, body: unknown = BECAUSE) =>
    act(id, name, body, (await read(id)).etag);
  const used = async (id: string) => (await scheduling.program(id)).tracks[0]!.used;
  const statuses = (answers: ReadonlyArray<Answer<unknown>>) =>
    answers.map(({ status }) => status).toSorted((a, b) => a - b);

  async function placedIn(region: string): Promise<ListedPlacementView> {
    const [decided] = await scheduling.decide({ context: { region } });
    const [placement] = await scheduling.settled([decided!]);
    expect(placement!.status).toBe('confirmed');
    return placement!;
  }

  const publishedData = (personId: string, type: string) =>
    scheduling.published
      .filter((record) => record.key === personId && record.headers['ce_type'] === type)
      .map((record) => JSON.parse(record.value!.toString()) as Record<string, unknown>);

  it('is done by one of two who act on the same version at once', async () => {
    const { id } = await placedIn(await scheduling.addProgram(1));
    for (const [name, opposite] of [
      ['hold', 'release'],
      ['extend', 'extend'],
    ] as const) {
      const { etag } = await read(id);
      const body = { ...BECAUSE, ...(name === 'extend' ? { weeks: 2 } : {}) };
      const answers = await Promise.all([act(id, name, body, etag), act(id, name, body, etag)]);
      expect(statuses(answers)).toEqual([200, 412]);
      const back = { ...BECAUSE, ...(name === 'extend' ? { weeks: -2 } : {}) };
      expect((await actNow(id, opposite, back)).status).toBe(200);
    }
    const { acts } = (await read(id)).body;
    expect(acts.map(({ kind }) => kind)).toEqual(['hold', 'release', 'extend', 'extend']);
    expect(acts[0]).toMatchObject(BECAUSE);
  });

  it('needs the version, a name and a reason, and says what is at fault', async () => {
    const { id } = await placedIn(await scheduling.addProgram(1));
    const { etag } = await read(id);
    expect((await act(id, 'hold', BECAUSE)).status).toBe(428);
    const wrong: ReadonlyArray<[string, object, string]> = [
      ['hold', WHO, '/reason'],
      ['hold', { reason: 'ill' }, '/by'],
      ['end', { ...WHO, reason: 'bored' }, '/reason'],
      ['extend', BECAUSE, '/weeks'],
      ['reschedule', { ...BECAUSE, startsOn: '2026-02-30' }, '/startsOn'],
      ['move', { ...BECAUSE, programId: 'nowhere', trackId: 'never' }, '/trackId'],
    ];
    for (const [name, body, path] of wrong) {
      const answer = await act(id, name, body, etag);
      expect([name, answer.status, answer.type.includes('problem+json')]).toEqual([
        name,
        400,
        true,
      ]);
      expect((answer.body as unknown as { errors: unknown[] }).errors).toContainEqual(
        expect.objectContaining({ path }),
      );
    }
    expect((await act(crypto.randomUUID(), 'hold', BECAUSE, '"1"')).status).toBe(404);
    expect((await act('nobody', 'hold', BECAUSE, '"1"')).status).toBe(404);
    expect((await actNow(id, 'release')).body.type).toContain('not-held');
    expect((await read(id)).body.acts).toEqual([]);
  });

  it('ends with the reason given, and is taken back while the place is free', async () => {
    const program = await scheduling.addProgram(1);
    const { id, personId } = await placedIn(program);
    const ended = await actNow(id, 'end', { ...WHO, reason: 'moved-away' });
    expect(ended.body).toMatchObject({ status: 'completed', endReason: 'moved-away' });
    expect(await used(program)).toBe(0);
    const again = await actNow(id, 'reinstate');
    expect(again.body).toMatchObject({ status: 'confirmed', endReason: null });
    expect(await used(program)).toBe(1);
    await eventually(() => {
      expect(scheduling.publishedAbout(personId)).toEqual([
        ...['placement-confirmed', 'sessions-scheduled', 'placement-completed'],
        ...['placement-confirmed', 'sessions-scheduled'],
      ]);
      return true;
    });
    await actNow(id, 'end', { ...WHO, reason: 'left' });
    await placedIn(program);
    const late = await actNow(id, 'reinstate');
    expect([late.status, late.body.type]).toEqual([409, 'urn:handrail:problem:no-free-place']);
  });

  it('begins later and earlier, is kept and taken up, and goes on for longer', async () => {
    const { id, personId, startsOn } = await placedIn(await scheduling.addProgram(1));
    const later = await actNow(id, 'reschedule', { ...BECAUSE, startsOn: dayIn(30) });
    expect(later.body.startsOn! >= dayIn(30)).toBe(true);
    const back = await actNow(id, 'reschedule', { ...BECAUSE, startsOn });
    expect(back.body.startsOn).toBe(startsOn);
    expect((await actNow(id, 'hold')).body.heldSince).not.toBeNull();
    expect((await actNow(id, 'release')).body.heldSince).toBeNull();
    expect((await actNow(id, 'extend', { ...BECAUSE, weeks: 2 })).status).toBe(200);
    await eventually(() => {
      const sessions = publishedData(personId, sessionsScheduled.type).map(
        (data) => data['sessions'],
      );
      return sessions.length === 4 && Number(sessions[3]) > Number(sessions[2]);
    });
    expect(publishedData(personId, placementRescheduled.type)).toHaveLength(2);
    expect(publishedData(personId, placementPaused.type)).toHaveLength(1);
  });

  it('moves to a free place and back, and both placements stay on record', async () => {
    const [from, to] = [await scheduling.addProgram(1), await scheduling.addProgram(1)];
    const old = await placedIn(from);
    const there = { ...BECAUSE, programId: to, trackId: 'evening' };
    const moved = await actNow(old.id, 'move', there);
    expect([moved.status, moved.body.programId, moved.body.status]).toEqual([200, to, 'confirmed']);
    expect([await used(from), await used(to)]).toEqual([0, 1]);
    expect((await read(old.id)).body).toMatchObject({
      status: 'completed',
      endReason: 'transferred',
    });
    const back = await actNow(moved.body.id, 'move', { ...there, programId: from });
    expect(back.body).toMatchObject({ programId: from, status: 'confirmed' });
    expect([await used(from), await used(to)]).toEqual([1, 0]);
    await eventually(() => {
      const confirmed = publishedData(
        old.personId,
        'handrail.scheduling.placement-confirmed.v1',
      ).map(({ movedFrom }) => movedFrom);
      expect(confirmed).toEqual([null, old.id, moved.body.id]);
      return true;
    });
  });

  it('asks a program that takes people by offer first, and keeps the old place until then', async () => {
    const from = await scheduling.addProgram(1);
    const to = await scheduling.addProgram(1, { acceptance: 'by-offer' });
    const old = await placedIn(from);
    const offer = await actNow(old.id, 'move', { ...BECAUSE, programId: to, trackId: 'evening' });
    expect(offer.body.status).toBe('offered');
    expect((await read(old.id)).body.status).toBe('confirmed');
    await scheduling.call(`/v1/offers/${offer.body.id}/accept`, { method: 'POST' });
    expect((await read(old.id)).body.endReason).toBe('transferred');
    expect([await used(from), await used(to)]).toEqual([0, 1]);
  });

  it('moves nobody to what is full, closed, of another level, or what the next in line waits for', async () => {
    const from = await scheduling.addProgram(1);
    const { id } = await placedIn(from);
    const hours = {
      id: 'day',
      days: ['mon', 'tue', 'wed', 'thu', 'fri'],
      from: '09:00',
      to: '15:00',
    };
    const track = { ...hours, modality: 'on-site', capacity: 5 };
    const moveTo = async (programId: string, trackId = 'evening') =>
      (await actNow(id, 'move', { ...BECAUSE, programId, trackId })).body.type.split(':').at(-1);
    expect(await moveTo(await scheduling.addProgram(0))).toBe('no-free-place');
    expect(await moveTo(await scheduling.addProgram(1, { closed: true }))).toBe('does-not-fit');
    const other = await scheduling.addProgram(1, { level: 'PHP', tracks: [track] });
    expect(await moveTo(other, 'day')).toBe('does-not-fit');
    expect(await moveTo(from)).toBe('already-there');
    expect(await used(from)).toBe(1);
  });

  it('never overbooks when an act and the allocator are after the last place', async () => {
    for (let round = 0; round < 8; round += 1) {
      const [from, to] = [await scheduling.addProgram(2), await scheduling.addProgram(1)];
      const [first, second] = [await placedIn(from), await placedIn(from)];
      const there = { ...BECAUSE, programId: to, trackId: 'evening' };
      const [decided, ...moves] = await Promise.all([
        scheduling.decide(...Array.from({ length: 3 }, () => ({ context: { region: to } }))),
        actNow(first.id, 'move', there),
        actNow(second.id, 'move', there),
      ]);
      const settled = await scheduling.settled(decided);
      const given = settled.filter(({ status }) => status === 'confirmed').length;
      const moved = moves.filter(({ status }) => status === 200).length;
      expect({ taken: given + moved, used: await used(to) }).toEqual({ taken: 1, used: 1 });
      for (const { status, body } of moves.filter((move) => move.status !== 200))
        expect([status, body.type]).toEqual([409, 'urn:handrail:problem:no-free-place']);
      expect(await used(from)).toBe(2 - moved);
    }
  }, 120_000);

  it('gives a place to one person, whether it is taken back or given to the next in line', async () => {
    for (let round = 0; round < 5; round += 1) {
      const program = await scheduling.addProgram(1);
      const { id, personId } = await placedIn(program);
      const [waiting] = await scheduling.decide({ context: { region: program } });
      await scheduling.settled([waiting!]);
      const ended = await actNow(id, 'end', { ...WHO, reason: 'other' });
      const back = await act(id, 'reinstate', BECAUSE, ended.etag);
      // The next in line goes before whoever takes an end back.
      expect(back.status).toBe(409);
      await eventually(
        async () => (await scheduling.placementOf(waiting!))?.status === 'confirmed',
      );
      const confirmed = await scheduling.placements(`programId=${program}&status=confirmed`);
      expect(confirmed.map((placement) => placement.personId)).not.toContain(personId);
      expect([confirmed.length, await used(program)]).toEqual([1, 1]);
    }
  }, 60_000);
});
