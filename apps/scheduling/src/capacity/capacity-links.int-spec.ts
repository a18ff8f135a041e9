import type { TrackCapacityView } from '../reads/capacity/capacity.dto.js';
import { RunningScheduling } from '../testing/running-scheduling.js';
import type { CapacityQuestionView, MadeLinkView } from './capacity-links.controller.js';
import { readLink } from './link-token.js';

const KEY = 'a key of the settings that is long enough';

// Real: the scheduling service over HTTP, its database, the Postgres log.
describe('a link by which a program confirms its places', () => {
  let scheduling: RunningScheduling;

  beforeAll(async () => {
    scheduling = await RunningScheduling.start({ HANDRAIL_CAPACITY_LINK_KEY: KEY });
  });
  afterAll(() => scheduling.stop());

  const link = async (id: string) =>
    scheduling.call<MadeLinkView>(`/v1/programs/${id}/capacity-link`, {
      method: 'POST',
      body: { by: 'desk-1' },
    });
  const question = (token: string) =>
    scheduling.call<CapacityQuestionView & { type: string }>(
      `/v1/capacity/confirm?token=${encodeURIComponent(token)}`,
    );
  const confirm = (token: string, seen: string) =>
    scheduling.call<{ type: string }>('/v1/capacity/confirm', {
      method: 'POST',
      body: { token, seen },
    });
  const refusal = ({ status, body }: { status: number; body: { type: string } }) =>
    `${status} ${body.type.split(':').at(-1)}`;
  const board = async (id: string) =>
    (await scheduling.list<TrackCapacityView>(`/v1/capacity?programId=${id}`))[0]!;
  const age = (id: string, days: number) =>
    scheduling.dataSource.query(
      `UPDATE track SET as_of = now() - make_interval(days => $2) WHERE program_id = $1`,
      [id, days],
    );

  it('is answered once, by one of two at the same time, and makes every number fresh', async () => {
    const id = await scheduling.addProgram(4);
    await age(id, 3);
    expect((await board(id)).free.confidence).toBe(0.125);
    const { status, body } = await link(id);
    expect(status).toBe(201);
    const { body: asked } = await question(body.token);
    expect(asked).toMatchObject({ tracks: [{ trackId: 'evening', capacity: 4, occupied: 0 }] });
    expect((await question(body.token)).status).toBe(200);

    const both = await Promise.all([
      confirm(body.token, asked.seen),
      confirm(body.token, asked.seen),
    ]);
    expect(both.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([204, 409]);
    expect((await board(id)).free).toMatchObject({ confidence: 1, source: 'person', value: 4 });
    expect(refusal(await question(body.token))).toBe('409 link-used');
  });

  it('confirms only what was shown, and is not used up by asking again', async () => {
    const id = await scheduling.addProgram(4);
    const { body } = await link(id);
    const { body: asked } = await question(body.token);
    await scheduling.settled(await scheduling.decide({ context: { region: id } }));
    expect(refusal(await confirm(body.token, asked.seen))).toBe('409 numbers-changed');
    const again = await question(body.token);
    expect((await confirm(body.token, again.body.seen)).status).toBe(204);
  });

  it('is for nobody without the key, nor after 48 hours, and says nothing of who made it', async () => {
    const id = await scheduling.addProgram(4);
    const { body } = await link(id);
    const claims = readLink(body.token, Buffer.from(KEY))!;
    expect(claims.programId).toBe(id);
    const hours = (Date.parse(body.expiresAt) - Date.now()) / 3_600_000;
    expect(hours).toBeCloseTo(48, 1);
    const [payload, seal] = body.token.split('.');
    const forged = Buffer.from(JSON.stringify({ ...claims, programId: 'quayside-wm' }));
    for (const token of [`${forged.toString('base64url')}.${seal}`, `${payload}.`, 'x'])
      expect(refusal(await question(token))).toBe('403 link-not-valid');
    const { signLink } = await import('./link-token.js');
    const old = signLink({ ...claims, expiresAt: '2026-01-01T00:00:00Z' }, Buffer.from(KEY));
    expect(refusal(await question(old))).toBe('410 link-expired');
    expect(Buffer.from(payload!, 'base64url').toString()).not.toContain('desk-1');
    expect((await scheduling.call('/v1/capacity/confirm')).status).toBe(400);
    expect((await link('nowhere')).status).toBe(404);
  });
});
