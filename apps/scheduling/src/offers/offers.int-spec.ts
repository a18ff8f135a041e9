import { offerAcknowledged, offerClosed, placementOffered } from '@handrail/contracts';
import { eventually } from '@handrail/testing';
import type { OfferView } from '../reads/offers/offer.dto.js';
import type { OddsView } from '../reads/offers/odds.dto.js';
import type { PlacementView } from '../reads/placements/placement.dto.js';
import { RunningScheduling } from '../testing/running-scheduling.js';

const WHO = { by: 'coordinator-2', reason: 'nearer-home' };

// Real: the scheduling service, its database, the Postgres log. The CHECK on tracks is the referee.
describe('offers to several programs', () => {
  let scheduling: RunningScheduling;
  beforeAll(async () => {
    scheduling = await RunningScheduling.start({ HANDRAIL_OFFER_TTL_MINUTES: '0.2' });
  });
  afterAll(() => scheduling.stop());

  const read = (id: string) => scheduling.call<PlacementView>(`/v1/placements/${id}`);
  const post = <T = PlacementView>(path: string, body: unknown = {}, etag?: string | null) =>
    scheduling.call<T & { type: string; errors: unknown[] }>(path, {
      method: 'POST',
      body,
      headers: etag ? { 'if-match': etag } : {},
    });
  const counts = (...programs: string[]) =>
    Promise.all(
      programs.map(async (id) => {
        const { used, held } = (await scheduling.program(id)).tracks[0]!;
        return `${used} used ${held} held`;
      }),
    );
  const evening = (programId: string) => ({ programId, trackId: 'evening' });
  const byOffer = (change = {}) => scheduling.addProgram(1, { acceptance: 'by-offer', ...change });

  /** Somebody who waits in a region without any program, so that only what is offered by hand is offered. */
  async function somebodyWaits(context = {}): Promise<PlacementView> {
    const [decided] = await scheduling.decide({ context: { region: 'nowhere-near', ...context } });
    await scheduling.settled([decided!]);
    return (await read((await scheduling.placementOf(decided!))!.id)).body;
  }
  async function offered(placement: PlacementView, ...programs: string[]) {
    const { etag } = await read(placement.id);
    const tracks = programs.map(evening);
    return await post(`/v1/placements/${placement.id}/offers`, { ...WHO, tracks }, etag);
  }
  const inbox = (filter: string) => scheduling.list<OfferView>(`/v1/offers?${filter}`);
  const published = (personId: string, type: string) =>
    scheduling.published
      .filter((record) => record.key === personId && record.headers['ce_type'] === type)
      .map((record) => JSON.parse(record.value!.toString()) as Record<string, unknown>);

  it('hold a place each; the first to accept has the person, and the others are free in the same step', async () => {
    const [a, b, c] = [await byOffer(), await byOffer(), await byOffer()];
    const waiting = await somebodyWaits({ pregnant: false });
    const asked = await offered(waiting, a, b, c);
    expect([asked.status, asked.body.status, asked.body.offers.length]).toEqual([
      200,
      'offered',
      3,
    ]);
    expect(await counts(a, b, c)).toEqual(Array(3).fill('0 used 1 held'));
    const [forB] = await inbox(`programId=${b}&status=open`);
    expect(forB).toMatchObject({
      placementId: waiting.id,
      personId: waiting.personId,
      status: 'sent',
      askedBeside: 2,
      personAgreedAt: null,
    });
    const seen = await post(`/v1/offers/${forB!.id}/acknowledge`, { by: 'desk' });
    expect(seen.body.offers.find(({ id }) => id === forB!.id)).toMatchObject({
      status: 'acknowledged',
    });
    const yes = await post(`/v1/offers/${forB!.id}/accept`, { by: 'desk', personAgrees: true });
    expect(yes.body).toMatchObject({ id: waiting.id, status: 'confirmed', programId: b });
    expect(yes.body.acts.map(({ kind, by }) => `${kind} ${by}`)).toEqual([
      'offer coordinator-2',
      'acknowledge desk',
      'accept desk',
    ]);
    expect(await counts(a, b, c)).toEqual(['0 used 0 held', '1 used 0 held', '0 used 0 held']);
    const left = await inbox(`placementId=${waiting.id}`);
    expect(left.map(({ status, reason }) => [status, reason]).toSorted()).toEqual([
      ['accepted', null],
      ['withdrawn', 'accepted-elsewhere'],
      ['withdrawn', 'accepted-elsewhere'],
    ]);
    const late = await post(`/v1/offers/${left.find((o) => o.programId === a)!.id}/accept`);
    expect([late.status, late.body.type]).toEqual([409, 'urn:handrail:problem:offer-not-open']);
    await eventually(() => published(waiting.personId, offerClosed.type).length === 2);
    expect(published(waiting.personId, placementOffered.type)).toHaveLength(3);
    expect(published(waiting.personId, offerAcknowledged.type)).toMatchObject([{ programId: b }]);
    const values = scheduling.published.map(({ value }) => value!.toString()).join();
    expect(values).not.toContain('coordinator-2');
  });

  it('are all made or none, and refuse what does not fit, is full or is asked twice', async () => {
    const [a, full] = [await byOffer(), await scheduling.addProgram(0, { acceptance: 'by-offer' })];
    const closed = await byOffer({ closed: true });
    const waiting = await somebodyWaits();
    const refusals = [
      await offered(waiting, a, full),
      await offered(waiting, a, closed),
      await offered(waiting, a, a),
      await offered(waiting, a, 'no-such-program'),
      await post(`/v1/placements/${waiting.id}/offers`, { ...WHO, tracks: [evening(a)] }),
      await post(`/v1/placements/${waiting.id}/offers`, { ...WHO, tracks: [evening(a)] }, '"99"'),
    ];
    expect(refusals.map(({ status, body }) => `${status} ${body.type.split(':').at(-1)}`)).toEqual([
      '409 no-free-place',
      '409 does-not-fit',
      '400 invalid-input',
      '400 invalid-input',
      '428 if-match-required',
      '412 version-changed',
    ]);
    expect(await counts(a)).toEqual(['0 used 0 held']);
    expect((await read(waiting.id)).body).toMatchObject({
      status: 'waitlisted',
      version: waiting.version,
    });
  });

  it('have effects when declined: full asks for places, not suitable excludes the program, and the rank stays', async () => {
    const [a, b] = [await byOffer(), await byOffer()];
    const waiting = await somebodyWaits();
    await offered(waiting, a, b);
    const [forA] = await inbox(`programId=${a}&status=open`);
    const [forB] = await inbox(`programId=${b}&status=open`);
    const unknown = await post(`/v1/offers/${forA!.id}/decline`, { reason: 'not-our-kind' });
    expect([unknown.status, JSON.stringify(unknown.body.errors)]).toEqual([
      400,
      expect.stringContaining('not-suitable'),
    ]);
    await post(`/v1/offers/${forA!.id}/decline`, { reason: 'full', by: 'desk' });
    expect((await scheduling.program(a)).tracks[0]!.askedAt).not.toBeNull();
    expect((await read(waiting.id)).body).toMatchObject({ status: 'offered', programId: b });
    await post(`/v1/offers/${forB!.id}/decline`, { reason: 'not-suitable', by: 'desk' });
    const next = await eventually(async () => {
      const now = (await scheduling.placements(`personId=${waiting.personId}`))[0]!;
      return now.status === 'waitlisted' && now;
    });
    expect(next.requestedAt).toBe(waiting.requestedAt);
    expect(await counts(a, b)).toEqual(['0 used 0 held', '0 used 0 held']);
    const odds = await scheduling.list<OddsView>(`/v1/offers/odds?programId=${b}`);
    expect(odds).toMatchObject([{ need: 'any', accepted: 0, declined: 1, n: 1, odds: 0.333 }]);
    expect(await scheduling.list(`/v1/offers/odds?programId=${a}`)).toEqual([]);
  });

  it('lapse without blame, in the hours of their program', async () => {
    const asleep = await byOffer({
      admissionHours: [{ days: ['wed'], from: '03:00', to: '03:01' }],
    });
    const { etag, body } = await scheduling.call<Record<string, unknown>>(`/v1/programs/${asleep}`);
    const { admissionHours, ...rest } = body;
    // Whoever does not know of admission hours takes none away.
    await scheduling.call(`/v1/programs/${asleep}`, {
      ...{ method: 'PUT', body: rest, headers: { 'if-match': etag! } },
    });
    expect((await scheduling.program(asleep)).admissionHours).toEqual(admissionHours);
    const awake = await byOffer();
    const waiting = await somebodyWaits();
    await offered(waiting, asleep, awake);
    await eventually(async () => (await inbox(`programId=${awake}&status=lapsed`)).length === 1, {
      withinMs: 40_000,
    });
    expect(await counts(asleep, awake)).toEqual(['0 used 1 held', '0 used 0 held']);
    const [open] = await inbox(`programId=${asleep}&status=open`);
    expect(new Date(open!.expiresAt).toISOString().slice(11, 15)).toMatch(/0[78]:0/);
    const taken = await post(`/v1/offers/${open!.id}/withdraw`, WHO);
    expect(taken.body).toMatchObject({ status: 'declined', endReason: 'nearer-home' });
    expect(await counts(asleep)).toEqual(['0 used 0 held']);
  }, 60_000);

  it('end with the no of the person, who is left in peace and keeps the rank', async () => {
    const region = await byOffer();
    const [decided] = await scheduling.decide({ context: { region } });
    const placement = await eventually(async () => {
      const now = await scheduling.placementOf(decided!);
      return now?.status === 'offered' && now;
    });
    const path = `/v1/placements/${placement.id}/person-answer`;
    expect((await post(path, { by: 'nurse', answer: 'yes' })).body.personAgreedAt).not.toBeNull();
    await post(path, { by: 'nurse', answer: 'no' });
    const parked = await eventually(async () => {
      const now = await scheduling.placementOf(decided!);
      return now?.status === 'waitlisted' && now;
    });
    const days = (Date.parse(parked.parkedUntil!) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(60);
    expect(parked.requestedAt).toBe(placement.requestedAt);
    expect(await counts(region)).toEqual(['0 used 0 held']);
  });

  it('leave whoever was placed without being asked on a list until they answer', async () => {
    const program = await scheduling.addProgram(1);
    const [decided] = await scheduling.decide({ context: { region: program } });
    await scheduling.settled([decided!]);
    const mine = async () =>
      (await scheduling.placements('askPerson=true')).filter(
        ({ programId }) => programId === program,
      );
    const [placed] = await mine();
    const hours = (Date.parse(placed!.askPersonBy!) - Date.now()) / 3_600_000;
    expect(Math.round(hours)).toBe(72);
    await post(`/v1/placements/${placed!.id}/person-answer`, { by: 'nurse', answer: 'yes' });
    expect(await mine()).toEqual([]);
  });
});
