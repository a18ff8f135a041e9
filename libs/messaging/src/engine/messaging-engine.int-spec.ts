import { DataSource } from 'typeorm';
import { Registry } from 'prom-client';
import { DomainError, ignored } from '@handrail/domain';
import { episodeOpened, personRegistered, topicOf } from '@handrail/contracts';
import { eventually, MemoryEventLog, testDatabase, type TestDatabase } from '@handrail/testing';
import type { NewRecord } from '../log/event-log.js';
import { messagingMigrations } from '../schema/messaging-schema.js';
import type { EventEnvelope } from './envelope.js';
import type { Handler } from './handlers.js';
import { MessagingEngine } from './messaging-engine.js';
import { applied, outgoing } from './outcome.js';
import type { ConnectionSource } from './pool.js';
import type { StateStore } from './state-store.js';

const INTAKE = topicOf('intake');
const OUTCOMES = topicOf('outcomes');
const uuid = (n: number) => `0199a2f0-0000-7000-8000-${String(n).padStart(12, '0')}`;

const counts: StateStore<number> = {
  initial: () => 0,
  load: async (tx, keys) => {
    const rows = await tx.query<{ key: string; n: number }>(
      'SELECT key, n FROM counted WHERE key = ANY($1)',
      [keys],
    );
    return new Map(rows.map((row) => [row.key, row.n]));
  },
  save: async (tx, changes) => {
    await tx.query(
      `INSERT INTO counted (key, n) SELECT * FROM unnest($1::text[], $2::int[])
       ON CONFLICT (key) DO UPDATE SET n = excluded.n`,
      [changes.map((c) => c.key), changes.map((c) => c.after)],
    );
  },
};

function registered(person: number, event: number, key = uuid(person)): NewRecord {
  return {
    topic: INTAKE,
    key,
    value: Buffer.from(JSON.stringify({ personId: uuid(person) })),
    headers: {
      ce_specversion: '1.0',
      ce_id: uuid(1_000_000 + event),
      ce_type: personRegistered.type,
      ce_source: 'handrail/intake',
      ce_time: '2026-11-02T08:00:00.000Z',
      ce_correlationid: uuid(2_000_000 + event),
      ce_recordedtime: '2026-11-02T08:00:01.000Z',
    },
  };
}

describe('MessagingEngine', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let eventLog: MemoryEventLog;
  let engine: MessagingEngine;
  let rule: (event: EventEnvelope, n: number) => 'count' | 'ignore' | 'throw';

  const handler: Handler = {
    store: 'default',
    run: (event, at) => {
      const n = at.state as number;
      const answer = rule(event, n);
      if (answer === 'throw') throw new DomainError('too-many', 'refused by the test');
      if (answer === 'ignore') return ignored('not-counted');
      const data = { personId: at.key, episodeId: at.newId('episode'), openedAt: at.now };
      return applied(n + 1, [outgoing(episodeOpened, data)]);
    },
  };

  beforeEach(async () => {
    database = await testDatabase('engine');
    dataSource = new DataSource({
      type: 'postgres',
      url: database.url,
      migrations: [...messagingMigrations],
    });
    await dataSource.initialize();
    await dataSource.runMigrations();
    await dataSource.query('CREATE TABLE counted (key text PRIMARY KEY, n int CHECK (n < 100))');
    eventLog = new MemoryEventLog();
    rule = () => 'count';
    engine = new MessagingEngine({
      service: 'outcomes',
      source: (dataSource.driver as unknown as { master: ConnectionSource }).master,
      databaseUrl: database.url,
      eventLog,
      topics: [INTAKE],
      handlers: new Map([[personRegistered.type, handler]]),
      stores: { default: counts },
      registry: new Registry(),
    });
    await engine.start({ consumer: true, relay: true, timers: true });
  });

  afterEach(async () => {
    await engine.stop();
    await dataSource.destroy();
    await database.drop();
  });

  const published = () =>
    [...eventLog.records].filter(([place]) => place.startsWith(OUTCOMES)).flatMap(([, all]) => all);
  const countOf = async (person: number) =>
    (
      (await dataSource.query('SELECT n FROM counted WHERE key = $1', [uuid(person)])) as [
        { n: number }?,
      ]
    )[0]?.n ?? 0;
  const inboxOf = async (event: number) =>
    (
      (await dataSource.query('SELECT disposition, reason FROM inbox WHERE event_id = $1', [
        uuid(1_000_000 + event),
      ])) as Array<{ disposition: string; reason: string | null }>
    )[0];

  it('applies an event once, however often it is delivered, and publishes what follows', async () => {
    await eventLog.publish([registered(1, 1), registered(1, 1)]);
    await eventLog.publish([registered(1, 1), registered(1, 2)]);
    await eventually(async () => (await countOf(1)) === 2 && published().length === 2, {
      what: 'two effects',
    });
    const [first] = published();
    expect(first!.key).toBe(uuid(1));
    expect(first!.headers).toMatchObject({
      ce_type: episodeOpened.type,
      ce_causationid: uuid(1_000_001),
      ce_correlationid: uuid(2_000_001),
      ce_recordedtime: '2026-11-02T08:00:01.000Z',
    });
    expect(await countOf(1)).toBe(2);
  });

  it('parks the event whose rule throws, holds its person, and lets everybody else go on', async () => {
    rule = (event) => (event.id === uuid(1_000_001) ? 'throw' : 'count');
    await eventLog.publish([registered(1, 1), registered(2, 2), registered(1, 3)]);
    await eventually(async () => (await inboxOf(3)) !== undefined, { what: 'event 3 arrives' });
    expect(await inboxOf(1)).toEqual({
      disposition: 'parked',
      reason: `rule:${personRegistered.type}:too-many`,
    });
    expect((await inboxOf(3))?.reason).toBe('behind-parked-event');
    expect(await countOf(2)).toBe(1);
    expect(await countOf(1)).toBe(0);

    rule = () => 'count';
    const [behind] = (await engine.parked({ limit: 10 })).filter((item) => item.behind);
    expect(behind?.behind).toBe(uuid(1_000_001));
    expect(await engine.retryParked(behind!.id)).toEqual({ drained: 2, remaining: 0 });
    expect(await countOf(1)).toBe(2);
    await eventLog.publish([registered(1, 4)]);
    await eventually(async () => (await countOf(1)) === 3, { what: 'the lane is released' });
  });

  it('parks poison, and a discard lets those behind it go on', async () => {
    const broken = { ...registered(1, 1), value: Buffer.from('{"personId":') };
    await eventLog.publish([broken, registered(1, 2)]);
    await eventually(async () => (await inboxOf(2)) !== undefined, { what: 'event 2 arrives' });
    expect((await inboxOf(1))?.reason).toBe('undecodable:not-a-json-object');
    expect(await engine.discardParked(uuid(1_000_001), 'sender confirmed it is garbage')).toEqual({
      drained: 1,
      remaining: 0,
    });
    expect(await countOf(1)).toBe(1);
    expect(await inboxOf(1)).toEqual({
      disposition: 'discarded',
      reason: 'sender confirmed it is garbage',
    });
  });

  it('splits a batch by person when the database refuses one of them', async () => {
    await dataSource.query('INSERT INTO counted VALUES ($1, 99)', [uuid(1)]);
    await eventLog.publish([registered(1, 1), registered(2, 2), registered(3, 3)]);
    await eventually(async () => (await countOf(3)) === 1 && (await countOf(2)) === 1, {
      what: 'the others',
    });
    await eventually(async () => (await inboxOf(1))?.disposition === 'parked', { what: 'parked' });
    expect((await inboxOf(1))?.reason).toMatch(/^sql:.*:23514:counted_n_check$/);
    expect(await countOf(1)).toBe(99);
  });

  it('keeps what it could not publish and sends it in order once the log answers', async () => {
    eventLog.failPublish = () => undefined;
    await eventLog.publish([registered(1, 1)]);
    await eventually(() => published().length === 1, { what: 'the first' });
    const input = [registered(1, 2), registered(1, 3)];
    await eventLog.publish(input);
    eventLog.failPublish = () => new Error('no broker');
    await eventually(async () => (await countOf(1)) === 3, { what: 'three effects' });
    expect(engine.readiness().ready === false || published().length <= 3).toBe(true);
    eventLog.failPublish = undefined;
    await eventually(() => new Set(published().map((r) => r.headers['ce_id'])).size === 3, {
      what: 'all published',
    });
    const causes = [...new Set(published().map((r) => r.headers['ce_causationid']))];
    expect(causes).toEqual([uuid(1_000_001), uuid(1_000_002), uuid(1_000_003)]);
  });

  it('records why an event had no effect', async () => {
    rule = () => 'ignore';
    await eventLog.publish([registered(1, 1)]);
    await eventually(async () => (await inboxOf(1)) !== undefined, { what: 'seen' });
    expect(await inboxOf(1)).toEqual({ disposition: 'ignored', reason: 'not-counted' });
  });
});
