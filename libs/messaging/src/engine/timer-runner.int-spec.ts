import { personRegistered } from '@handrail/contracts';
import { DomainError } from '@handrail/domain';
import {
  eventually,
  HOP_INPUT,
  MemoryEventLog,
  numbered,
  openHop,
  testDatabase,
  type Hop,
  type HopRule,
  type TestDatabase,
} from '@handrail/testing';
import { partitionOf } from '../log/murmur2.js';
import type { Position } from '../log/event-log.js';
import { applied } from './outcome.js';

const PARTITIONS = 2;
/** Persons by the partition their facts are on, as many as a test may want. */
const persons = Array.from({ length: 1_000 }, (_, n) => n);
const onPartition = (partition: number) =>
  persons.filter((n) => partitionOf(numbered('person', n), PARTITIONS) === partition);

/** A log whose first partition has unread facts, and whose second is read to its end. */
class HalfRead extends MemoryEventLog {
  override positions(): Promise<Position[]> {
    return Promise.resolve([
      { topic: HOP_INPUT, partition: 0, committed: 0n, end: 5n },
      { topic: HOP_INPUT, partition: 1, committed: 5n, end: 5n },
    ]);
  }
}

// Real: PostgreSQL and the engine with its timers alone. The rows of timers are made by the test.
describe('timers', () => {
  let database: TestDatabase;
  let hop: Hop;
  let rule: HopRule;

  beforeEach(async () => {
    database = await testDatabase('timers');
    rule = (_event, at) => applied(at.state + 1);
    hop = await openHop({
      databaseUrl: database.url,
      eventLog: new HalfRead(),
      rule: (event, at) => rule(event, at),
    });
  });
  afterEach(async () => {
    jest.useRealTimers();
    await hop.engine.stop();
    await hop.close();
    await database.drop();
  });

  const start = () => hop.engine.start({ consumer: false, relay: false, timers: true });
  const setTimers = (who: readonly number[], dueAt: string, type = 'timer.hop') =>
    hop.dataSource.query(
      `INSERT INTO timer (key, name, id, type, due_at, data, causation_id, correlation_id)
       SELECT key, 'late', gen_random_uuid(), $2, ${dueAt}, '{}', 'test', 'test'
       FROM unnest($1::text[]) AS key`,
      [who.map((n) => numbered('person', n)), type],
    );
  const left = async () => {
    const [row] = await hop.dataSource.query<Array<{ n: number }>>(
      'SELECT count(*)::int AS n FROM timer',
    );
    return row!.n;
  };

  it('fire although four hundred older ones wait for unread facts', async () => {
    const waiting = onPartition(0).slice(0, 400);
    const free = onPartition(1)[0]!;
    await setTimers(waiting, `clock_timestamp() - interval '1 hour'`);
    await setTimers([free], `clock_timestamp() - interval '1 second'`);
    await start();
    await eventually(async () => (await hop.countOf(free)) === 1, { what: 'the free one fires' });
    expect(await left()).toBe(400);
  });

  it('pause by their type when their rule throws for twenty persons, and others fire', async () => {
    const [first, ...others] = onPartition(1);
    rule = (event, at) => {
      if (event.key === numbered('person', first!)) return applied(at.state + 1);
      throw new DomainError('bad-release', 'by the test');
    };
    await setTimers(others.slice(0, 20), `clock_timestamp() - interval '1 hour'`);
    await start();
    const paused = 'timers of type timer.hop are paused: 20 persons are parked for';
    await eventually(() => hop.engine.readiness().why.some((why) => why.startsWith(paused)), {
      what: 'the circuit to open',
    });
    await setTimers(others.slice(20, 30), `clock_timestamp() - interval '1 hour'`);
    // One of another type, by whose firing the others are known to have been looked at.
    await setTimers([first!], `clock_timestamp() - interval '1 minute'`, personRegistered.type);
    await eventually(async () => (await left()) === 10, { what: 'the other type fires' });
    expect(await hop.engine.status()).toMatchObject({ parked: { count: 20 } });

    rule = (_event, at) => applied(at.state + 1);
    for (const { id } of await hop.engine.parked({ limit: 50 })) await hop.engine.retryParked(id);
    await eventually(async () => (await left()) === 0, { what: 'all have fired' });
    expect(hop.engine.readiness()).toEqual({ ready: true, why: [] });
  });

  it.each([
    ['five minutes fast', 300_000],
    ['five minutes slow', -300_000],
  ])('fire when the database says so in a process whose clock is %s', async (_what, offMs) => {
    const [early, late] = onPartition(1);
    jest.useFakeTimers({
      now: Date.now() + offMs,
      doNotFake: [...EVERYTHING_BUT_THE_CLOCK],
    });
    await setTimers([late!], `clock_timestamp() + interval '2 minutes'`);
    await setTimers([early!], `clock_timestamp() - interval '1 second'`);
    await start();
    await eventually(async () => (await hop.countOf(early!)) === 1, { what: 'the due one fires' });
    expect([await hop.countOf(late!), await left()]).toEqual([0, 1]);
  });
});

const EVERYTHING_BUT_THE_CLOCK = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;
