import { randomUUID } from 'node:crypto';
import { DAY_MS } from '@handrail/domain';
import { event, somebody, somewhere } from '../testing/messages.js';
import type { RefusedBodyDto } from '../reads/messages/message.dto.js';
import { RunningIntake } from '../testing/running-intake.js';
import { RefusedBodiesSweep } from './refused-bodies.sweep.js';

// Real: the intake service with its database. 64 KiB of one refused message are kept, 1 MiB of all of them.
const KIB = 1_024;

let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start({
    HANDRAIL_REFUSED_BODY_KIB: '64',
    HANDRAIL_REFUSED_BODIES_MIB: '1',
    HANDRAIL_REFUSED_BODY_DAYS: '30',
  });
});
afterAll(() => intake.stop());

const sweep = (now: Date) => intake.provider(RefusedBodiesSweep).sweep(now);
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

/** A refused message of so many bytes, no two alike; answers its id. */
async function refused(bytes: number): Promise<string> {
  const { status, json } = await intake.post(
    '/v1/events',
    randomUUID().padEnd(bytes, '{'),
    'application/cloudevents+json',
  );
  expect(status).toBe(400);
  return json['messageId'] as string;
}

/** What became of the bytes: kept, or why not. */
async function fateOf(id: string): Promise<string> {
  const answer = await fetch(`${intake.url}/v1/messages/${id}/raw`);
  const text = await answer.text();
  if (answer.status === 200) return `kept: ${text.length}`;
  const { type, refusedBody } = JSON.parse(text) as { type: string; refusedBody: RefusedBodyDto };
  expect([answer.status, type]).toEqual([410, 'urn:handrail:problem:body-not-kept']);
  return refusedBody.dropped!;
}

async function counted(name: string, label = ''): Promise<number> {
  const { text } = await intake.call('/metrics');
  const line = text.split('\n').find((each) => each.startsWith(`${name}${label} `));
  return Number(line?.split(' ')[1] ?? 0);
}

const keys = async () =>
  (await intake.db.query<Array<{ n: number }>>('SELECT count(*)::int AS n FROM data_key'))[0]!.n;

describe('the bytes of a refused message', () => {
  afterEach(() => sweep(inDays(31)));

  it('are kept, and read as they came', async () => {
    const id = await refused(64 * KIB);
    expect(await fateOf(id)).toBe(`kept: ${64 * KIB}`);
    expect(await intake.message(id)).toMatchObject({
      disposition: 'rejected',
      refusedBody: {
        bytes: 64 * KIB,
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        dropped: null,
        droppedAt: null,
      },
    });
  });

  it('are not kept when they are too many; the row says how many there were', async () => {
    const before = await counted(
      'handrail_intake_refused_bodies_dropped_total',
      '{reason="too-large"}',
    );
    const id = await refused(64 * KIB + 1);
    expect(await fateOf(id)).toBe('too-large');
    const { refusedBody, receivedAt, problems } = await intake.message(id);
    expect(refusedBody).toEqual({
      bytes: 64 * KIB + 1,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      dropped: 'too-large',
      droppedAt: receivedAt,
    });
    expect(problems).toHaveLength(1);
    expect(
      await counted('handrail_intake_refused_bodies_dropped_total', '{reason="too-large"}'),
    ).toBe(before + 1);
  });

  it('have the same digest when they are the same', async () => {
    const post = async (body: string) =>
      (await intake.post('/v1/events', body, 'application/cloudevents+json')).json['messageId'];
    const ids = [await post('{same'), await post('{same'), await post('{other')];
    const messages = await Promise.all(ids.map((id) => intake.message(id as string)));
    const [first, second, third] = messages.map(({ refusedBody }) => refusedBody!.digest);
    expect(first).toBe(second);
    expect(first).not.toBe(third);
  });

  it('go after their days, with their keys, in steps; what was applied stays', async () => {
    const applied = event('stay-started', {
      person: somebody(),
      stay: somewhere(),
      startedAt: '2026-11-02T08:30:00Z',
    });
    const [kept] = await intake.send(applied);
    const before = await keys();
    const batch = Array.from({ length: 450 }, () => ({ id: randomUUID() }));
    const { json } = await intake.post('/v1/events', batch, 'application/cloudevents-batch+json');
    const ids = (json['results'] as Array<{ messageId: string }>).map((each) => each.messageId);
    expect(await keys()).toBe(before + 450);

    await sweep(inDays(29));
    expect(await fateOf(ids[0]!)).toMatch(/^kept/);
    await sweep(inDays(31));
    const fates = await Promise.all(ids.slice(-5).map(fateOf));
    expect(new Set(fates)).toEqual(new Set(['too-old']));
    expect(await keys()).toBe(before);
    expect(await counted('handrail_intake_refused_bodies_bytes')).toBe(0);
    const { status, text } = await intake.call(`/v1/messages/${kept}/raw`);
    expect([status, JSON.parse(text)]).toEqual([200, expect.objectContaining({ id: applied.id })]);
  });

  it('are bounded together: none are kept without room, and the oldest make room', async () => {
    const KEPT = `kept: ${60 * KIB}`;
    const ids: string[] = [];
    for (let sent = 0; sent < 18; sent += 1) ids.push(await refused(60 * KIB));
    const fates = await Promise.all(ids.map(fateOf));
    // Seventeen times 60 KiB are 1,020 KiB; the next is more than 1 MiB.
    expect(fates).toEqual([...Array<string>(17).fill(KEPT), 'no-room']);
    expect(await counted('handrail_intake_refused_bodies_bytes')).toBe(17 * 60 * KIB);

    await sweep(new Date());
    const after = await Promise.all(ids.map(fateOf));
    expect(after.filter((fate) => fate === KEPT).length).toBeLessThanOrEqual(13);
    expect(after[0]).toBe('no-room');
    expect(await fateOf(await refused(60 * KIB))).toBe(KEPT);
  });

  it('leave no trace of a reading that gave nothing', async () => {
    const id = await refused(64 * KIB + 1);
    await fateOf(id);
    const noted = await intake.db.query<object[]>(
      'SELECT 1 FROM message_access WHERE message_id = $1',
      [id],
    );
    expect(noted).toEqual([]);
  });
});
