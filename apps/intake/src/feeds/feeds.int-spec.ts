import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOUR_MS, MINUTE_MS } from '@handrail/domain';
import { adt } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';
import { sumTallies } from './feed-counts.store.js';
import type { FeedDto } from './feed.dto.js';

// Real: the intake service with its database and the Postgres log. The past is written into the table.
let intake: RunningIntake;
let profiles: string;
beforeAll(async () => {
  profiles = await mkdtemp(join(tmpdir(), 'handrail-profiles-'));
  const stated = 'name: stated\nmatch: { application: [REFUSED] }\natLeastEveryMinutes: 30\n';
  await writeFile(join(profiles, 'stated.yaml'), stated);
  intake = await RunningIntake.start({
    HANDRAIL_ROLES: 'http,consumer,relay',
    HANDRAIL_PROFILES_DIR: profiles,
  });
});
afterAll(async () => {
  await intake.stop();
  await rm(profiles, { recursive: true });
});

const SOURCE = 'CAREAPP|LAKESIDE';
const look = (at: number) => intake.feedWatch.look(new Date(at).toISOString());
const feeds = async () => (await intake.call('/v1/feeds')).json['items'] as FeedDto[];
const feedOf = async (source: string) => (await feeds()).find((feed) => feed.source === source)!;

/** Four weeks in which a source sent twenty messages every hour. */
const remember = (now: number) =>
  intake.db.query(
    `INSERT INTO feed_hour (feed_id, hour, source, received, discharges, updates, last_at)
     SELECT md5($1)::uuid, h, $1, 20, 2, 10, h + interval '59 minutes'
     FROM generate_series(date_trunc('hour', $2::timestamptz, 'UTC') - interval '28 days',
       date_trunc('hour', $2::timestamptz, 'UTC') - interval '2 hours', interval '1 hour') AS h`,
    [SOURCE, new Date(now)],
  );

/** What was told of the feed that is remembered. */
async function alarms(): Promise<string[]> {
  const rows = await intake.db.query<Array<{ line: string }>>(
    `SELECT concat_ws(' ', split_part(headers->>'ce_type', '.', 3), payload::json->>'alarm') AS line
     FROM outbox WHERE headers->>'ce_type' LIKE '%feed-alarm%' AND key = md5($1)::uuid::text
     ORDER BY seq`,
    [SOURCE],
  );
  return rows.map(({ line }) => line);
}

describe('a feed', () => {
  it('is shown with what came of its messages, its rates and its last refusal', async () => {
    await intake.hl7(adt('A01', { control: 'f1', mrn: 'F1' }));
    await intake.hl7(adt('A99', { control: 'f2', mrn: 'F1' }));
    await intake.hl7(adt('A13', { control: 'f3', mrn: 'F2' }));
    await intake.hl7(adt('A03', { control: 'f4', mrn: '' }));
    const feed = await feedOf(SOURCE);
    expect(feed).toMatchObject({
      protocols: ['hl7v2-http'],
      received: 4,
      accepted: 1,
      filtered: 1,
      queued: 1,
      errored: 1,
      perHour: 4,
      usualPerHour: null,
      lastRefusal: { reason: 'no-person-identifier', problems: [{ path: 'PID^1^3' }] },
      alarms: [],
    });
    // Of the four full minutes before and a part of this one.
    expect(feed.perMinute).toBeGreaterThanOrEqual(0.8);
    expect(feed.perMinute).toBeLessThanOrEqual(1);
  });

  it('counts what waited anew when it finds its end, and the same before and after summing', async () => {
    const before = await feedOf(SOURCE);
    const [parked] = (await intake.call('/v1/parked')).json['items'] as Array<{ id: string }>;
    await intake.post(
      `/v1/parked/${parked!.id}/discard`,
      { reason: 'no such patient' },
      'application/json',
    );
    const after = await feedOf(SOURCE);
    expect(after).toMatchObject({ received: 4, queued: 0, filtered: before.filtered + 1 });
    await Promise.all([sumTallies(intake.db), sumTallies(intake.db)]);
    await sumTallies(intake.db);
    expect(await feedOf(SOURCE)).toEqual({ ...after, perMinute: expect.any(Number) as number });
    const [left] = await intake.db.query<Array<{ minutes: number; tallies: number }>>(
      `SELECT (SELECT sum(received) FROM feed_minute)::int AS minutes,
         (SELECT count(*) FROM feed_tally)::int AS tallies`,
    );
    expect(left).toEqual({ minutes: 4, tallies: 0 });
  });

  it('raises silence once when it falls silent, and clears it when it speaks again', async () => {
    const now = Date.now();
    await remember(now);
    await look(now);
    expect(await alarms()).toEqual([]);
    await look(now + 2 * HOUR_MS);
    await look(now + 2 * HOUR_MS + 30_000);
    expect(await alarms()).toEqual(['feed-alarm-raised silence']);
    expect((await feedOf(SOURCE)).alarms).toMatchObject([{ alarm: 'silence', observed: 0 }]);
    // The other one states how often it sends, and has not begun.
    expect((await intake.call('/metrics')).text).toContain(
      'handrail_intake_feed_alarms{alarm="silence"} 2',
    );
    await look(now);
    expect(await alarms()).toEqual(['feed-alarm-raised silence', 'feed-alarm-cleared silence']);
    expect(await feedOf(SOURCE)).toMatchObject({ alarms: [], usualPerHour: 20 });
  });

  it('whose numbers have a hole raises a sequence gap', async () => {
    for (const number of [7, 8, 11])
      await intake.hl7(
        adt('A08', { control: `s${number}`, mrn: 'S1' })
          .replace('CAREAPP', 'COUNTING')
          .replace('|2.5.1', `|2.5.1|${number}`),
      );
    await look(Date.now());
    expect((await feedOf('COUNTING|LAKESIDE')).alarms).toEqual([]);
    await look(Date.now() + 10 * MINUTE_MS);
    expect((await feedOf('COUNTING|LAKESIDE')).alarms).toMatchObject([
      { alarm: 'sequence-gap', expected: 5, observed: 3 },
    ]);
  });

  it('whose messages are all refused says so, in its row and in the metrics', async () => {
    for (const control of ['r1', 'r2', 'r3'])
      await intake.hl7(adt('A03', { control, mrn: '' }).replace('CAREAPP', 'REFUSED'));
    expect(await feedOf('REFUSED|LAKESIDE')).toMatchObject({
      ...{ received: 3, errored: 3, allRefused: true, statedEveryMinutes: 30 },
    });
    expect(await feedOf(SOURCE)).toMatchObject({ allRefused: false, statedEveryMinutes: null });
    await look(Date.now());
    expect((await intake.call('/metrics')).text).toContain('handrail_intake_feeds_all_refused 1\n');
  });

  it('that states how often it sends is silent when it does not, in its first hour', async () => {
    await look(Date.now() + 29 * MINUTE_MS);
    expect((await feedOf('REFUSED|LAKESIDE')).alarms).toEqual([]);
    await look(Date.now() + 31 * MINUTE_MS);
    expect((await feedOf('REFUSED|LAKESIDE')).alarms).toMatchObject([
      { alarm: 'silence', expected: 1, observed: 0 },
    ]);
  });

  it('tells of itself by a number, never by what it sent', async () => {
    const rows = await intake.db.query<Array<{ payload: string }>>(
      `SELECT payload::text FROM outbox WHERE headers->>'ce_type' LIKE '%feed-alarm%'`,
    );
    for (const { payload } of rows)
      expect(Object.keys(JSON.parse(payload) as object).sort()).toEqual(
        payload.includes('clearedAt')
          ? ['alarm', 'clearedAt', 'feedId', 'raisedAt']
          : ['alarm', 'expected', 'feedId', 'observed', 'since'],
      );
  });
});
