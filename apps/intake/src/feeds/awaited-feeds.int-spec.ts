import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MINUTE_MS } from '@handrail/domain';
import { adt, event, somebody, somewhere } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';
import { feedIdOf } from './awaited-feeds.store.js';
import type { FeedDto } from './feed.dto.js';

// Real: the intake service with its database and the Postgres log, with profiles of five senders.
const FILES = {
  lakeside: '{ application: [CAREAPP], facility: [LAKESIDE, 2.999.1] }\natLeastEveryMinutes: 30',
  'by-id': '{ facility: [2.999.7] }\natLeastEveryMinutes: 30',
  network: '{ application: ["urn:test:network"] }\natLeastEveryMinutes: 30',
  states: '{ application: [NOTHING] }',
  default: '{ application: ["*"] }\natLeastEveryMinutes: 30',
};

let intake: RunningIntake;
let folder: string;
const fileOf = (name: string) => join(folder, `${name}.yaml`);
const writeProfile = (name: string, rest: string) =>
  writeFile(fileOf(name), `name: ${name}\nmatch: ${rest}\n`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handrail-profiles-'));
  for (const [name, rest] of Object.entries(FILES)) await writeProfile(name, rest);
  intake = await RunningIntake.start({
    HANDRAIL_ROLES: 'http,consumer,relay',
    HANDRAIL_PROFILES_DIR: folder,
  });
});
afterAll(async () => {
  await intake.stop();
  await rm(folder, { recursive: true });
});

const start = Date.now();
const iso = (minutes: number) => new Date(start + minutes * MINUTE_MS).toISOString();
const look = (minutes: number) => intake.feedWatch.look(iso(minutes));
const feeds = async () => (await intake.call('/v1/feeds')).json['items'] as FeedDto[];
const feedOf = async (source: string) => (await feeds()).find((feed) => feed.source === source);

/** What was told of the feed that stands for a profile. */
async function alarmsOf(profile: string): Promise<string[]> {
  const rows = await intake.db.query<Array<{ line: string }>>(
    `SELECT concat_ws(' ', split_part(headers->>'ce_type', '.', 3), payload::json->>'alarm') AS line
     FROM outbox WHERE headers->>'ce_type' LIKE '%feed-alarm%' AND key = $1 ORDER BY seq`,
    [feedIdOf(profile)],
  );
  return rows.map(({ line }) => line);
}

const silentFeeds = async () =>
  /handrail_intake_feed_alarms\{alarm="silence"\} (\d+)/.exec(
    (await intake.call('/metrics')).text,
  )?.[1];

describe('a source that states how often it sends and never sent anything', () => {
  it('is shown by its profile from the first look on', async () => {
    await look(0);
    const shown = await feeds();
    expect(shown.map(({ source }) => source).sort()).toEqual([
      'profile:by-id',
      'profile:lakeside',
      'profile:network',
    ]);
    expect(await feedOf('profile:lakeside')).toEqual({
      ...{ feedId: feedIdOf('lakeside'), source: 'profile:lakeside', protocols: [] },
      ...{ received: 0, filtered: 0, queued: 0, accepted: 0, errored: 0 },
      ...{ perMinute: 0, perHour: 0, usualPerHour: null, statedEveryMinutes: 30 },
      ...{ allRefused: false, lastMessageAt: null, lastRefusal: null, alarms: [] },
    });
  });

  it('is silent once that time has passed since it was first known, restarts or not', async () => {
    await intake.restart();
    await look(29);
    expect(await alarmsOf('lakeside')).toEqual([]);
    await look(31);
    await look(32);
    expect(await alarmsOf('lakeside')).toEqual(['feed-alarm-raised silence']);
    expect(await feedOf('profile:lakeside')).toMatchObject({
      alarms: [{ alarm: 'silence', since: iso(0), raisedAt: iso(31), expected: 1, observed: 0 }],
    });
    expect(await silentFeeds()).toBe('3');
  });

  it('is not silent any more with its first message, and has its name from then on', async () => {
    await intake.hl7(adt('A01', { control: 'first', mrn: 'AW1' }));
    await look(33);
    expect(await alarmsOf('lakeside')).toEqual([
      'feed-alarm-raised silence',
      'feed-alarm-cleared silence',
    ]);
    expect(await feedOf('profile:lakeside')).toBeUndefined();
    expect(await feedOf('CAREAPP|LAKESIDE')).toMatchObject({ statedEveryMinutes: 30 });
    expect(await silentFeeds()).toBe('3');
  });

  it('is heard of by a CloudEvents source', async () => {
    await intake.send(
      event(
        'stay-started',
        { person: somebody(), stay: somewhere(), startedAt: '2026-11-02T08:30:00Z' },
        { source: 'urn:test:network' },
      ),
    );
    await look(33);
    expect(await feedOf('profile:network')).toBeUndefined();
    expect(await feedOf('urn:test:network')).toMatchObject({ statedEveryMinutes: 30 });
  });

  it('is heard of by a universal id, which its feed is not named by, and held to its word', async () => {
    await intake.hl7(
      adt('A01', { control: 'by-id', mrn: 'AW2' }).replace('|LAKESIDE|', '|WEST^2.999.7^ISO|'),
    );
    await look(1);
    expect(await feedOf('profile:by-id')).toBeUndefined();
    expect(await feedOf('CAREAPP|WEST')).toMatchObject({ statedEveryMinutes: 30, alarms: [] });
    await look(40);
    expect(await feedOf('CAREAPP|WEST')).toMatchObject({ alarms: [{ alarm: 'silence' }] });
  });
});

describe('a source that is looked at no more', () => {
  it('is awaited like one that never sent, unless an alarm stands about it', async () => {
    await writeProfile('lonely', '{ application: [LONELY] }\natLeastEveryMinutes: 5');
    await writeProfile('old', '{ application: [OLD] }\natLeastEveryMinutes: 5');
    await intake.restart();
    await intake.db.query(
      `INSERT INTO feed (feed_id, source, protocol, last_at)
       VALUES (md5('OLD|X')::uuid, 'OLD|X', 'hl7v2-mllp', now() - interval '60 days')`,
    );
    await look(0);
    expect(await feedOf('profile:old')).toMatchObject({ statedEveryMinutes: 5, alarms: [] });
    await intake.db.query(
      `INSERT INTO feed_alarm (feed_id, alarm, raised_at, since, expected, observed)
       VALUES (md5('OLD|X')::uuid, 'silence', now(), now(), 1, 0)`,
    );
    await look(1);
    expect(await feedOf('profile:old')).toBeUndefined();
  });
});

describe('a profile that states it no more', () => {
  it('awaits nobody, and what was told is over', async () => {
    await look(10);
    expect(await alarmsOf('lonely')).toEqual(['feed-alarm-raised silence']);
    await rm(fileOf('lonely'));
    await intake.restart();
    await look(11);
    expect(await alarmsOf('lonely')).toEqual([
      'feed-alarm-raised silence',
      'feed-alarm-cleared silence',
    ]);
    expect(await feedOf('profile:lonely')).toBeUndefined();
  });
});
