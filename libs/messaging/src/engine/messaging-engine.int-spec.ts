import { DomainError, ignored } from '@handrail/domain';
import { episodeOpened, personRegistered } from '@handrail/contracts';
import {
  countAndTell,
  eventually,
  HOP_OUTPUT,
  hopInput,
  MemoryEventLog,
  numbered,
  openHop,
  testDatabase,
  type Hop,
  type HopRule,
  type TestDatabase,
} from '@handrail/testing';
import { deriveId } from '@handrail/domain';
import type { Cause } from './messaging.js';
import { applied } from './outcome.js';
import { inTransaction, type ConnectionSource } from './pool.js';
import { nextTimer } from './timers.js';

// Real: PostgreSQL and the whole engine. In memory: the log (the real ones have their own suites).
describe('MessagingEngine', () => {
  let database: TestDatabase;
  let eventLog: MemoryEventLog;
  let hop: Hop;
  let rule: HopRule;

  beforeEach(async () => {
    database = await testDatabase('engine');
    eventLog = new MemoryEventLog();
    rule = countAndTell;
    hop = await openHop({
      databaseUrl: database.url,
      eventLog,
      rule: (event, at) => rule(event, at),
    });
    await hop.engine.start({ consumer: true, relay: true, timers: true });
  });

  afterEach(async () => {
    await hop.engine.stop();
    await hop.close();
    await database.drop();
  });

  const published = () =>
    [...eventLog.records].filter(([at]) => at.startsWith(HOP_OUTPUT)).flatMap(([, all]) => all);
  const commandCause = (n: number): Cause => ({
    id: deriveId(0, 'command', String(n)),
    correlationId: numbered('message', n),
    recordedTime: '2026-11-02T08:00:02.000Z',
  });

  it('applies an event once, however often it is delivered, and publishes what follows', async () => {
    await eventLog.publish([hopInput(1, 1), hopInput(1, 1)]);
    await eventLog.publish([hopInput(1, 1), hopInput(1, 2)]);
    await eventually(async () => (await hop.countOf(1)) >= 2 && published().length >= 2, {
      what: 'two effects',
    });
    expect(await hop.countOf(1)).toBe(2);
    expect(published().map((r) => r.headers['ce_causationid'])).toEqual([
      numbered('event', 1),
      numbered('event', 2),
    ]);
    expect(published()[0]!.key).toBe(numbered('person', 1));
    expect(published()[0]!.headers).toMatchObject({
      ce_type: episodeOpened.type,
      ce_correlationid: numbered('message', 1),
      ce_recordedtime: '2026-11-02T08:00:01.000Z',
    });
  });

  it('repeats no effect that leaves no event behind, batch after batch', async () => {
    rule = (_event, at) => applied(at.state + 1);
    for (let again = 1; again <= 3; again += 1) {
      await eventLog.publish([hopInput(1, 1), hopInput(2, 10 + again)]);
      await eventually(async () => (await hop.countOf(2)) === again, { what: 'the batch' });
    }
    expect(await hop.countOf(1)).toBe(1);
  });

  it('parks the event whose rule throws, holds its person, and lets everybody else go on', async () => {
    rule = (event, at) => {
      if (event.id === numbered('event', 1)) throw new DomainError('too-many', 'by the test');
      return countAndTell(event, at);
    };
    await eventLog.publish([hopInput(1, 1), hopInput(2, 2), hopInput(1, 3)]);
    await eventually(async () => (await hop.inboxOf(3)) && (await hop.inboxOf(2)));
    expect(await hop.inboxOf(1)).toEqual({
      disposition: 'parked',
      reason: `rule:${personRegistered.type}:too-many`,
    });
    expect((await hop.inboxOf(3))?.reason).toBe('behind-parked-event');
    expect([await hop.countOf(1), await hop.countOf(2)]).toEqual([0, 1]);

    rule = countAndTell;
    const [behind] = (await hop.engine.parked({ limit: 10 })).filter((item) => item.behind);
    expect(behind?.behind).toBe(numbered('event', 1));
    expect(await hop.engine.retryParked(behind!.id)).toMatchObject({
      disposition: 'applied',
      drained: 2,
      remaining: 0,
    });
    await eventLog.publish([hopInput(1, 4)]);
    await eventually(async () => (await hop.countOf(1)) === 3, { what: 'the lane is released' });
    const ofPerson = () => published().filter((r) => r.key === numbered('person', 1));
    await eventually(() => ofPerson().length >= 3, { what: 'the relay' });
    expect(ofPerson().map((r) => r.headers['ce_causationid'])).toEqual(
      [1, 3, 4].map((n) => numbered('event', n)),
    );
  });

  it('parks poison, and a discard lets those behind it go on', async () => {
    const broken = { ...hopInput(1, 1), value: Buffer.from('{"personId":') };
    await eventLog.publish([broken, hopInput(1, 2)]);
    await eventually(() => hop.inboxOf(2), { what: 'event 2 arrives' });
    expect((await hop.inboxOf(1))?.reason).toBe('undecodable:not-a-json-object');
    const done = await hop.engine.discardParked(numbered('event', 1), 'sender says it is garbage');
    expect(done).toMatchObject({ disposition: 'discarded', drained: 1, remaining: 0 });
    expect(await hop.countOf(1)).toBe(1);
    expect(await hop.inboxOf(1)).toEqual({
      disposition: 'discarded',
      reason: 'sender says it is garbage',
    });
  });

  it('splits a batch by person when the database refuses one of them', async () => {
    await hop.dataSource.query('INSERT INTO hop VALUES ($1, 999999)', [numbered('person', 1)]);
    await eventLog.publish([hopInput(1, 1), hopInput(2, 2), hopInput(3, 3)]);
    await eventually(async () => (await hop.inboxOf(1))?.disposition === 'parked');
    await eventually(async () => (await hop.countOf(3)) === 1 && (await hop.countOf(2)) === 1);
    expect((await hop.inboxOf(1))?.reason).toMatch(/^sql:.*:23514:hop_n_check$/);
    expect(await hop.countOf(1)).toBe(999_999);
  });

  it('keeps what it could not publish and sends it in order once the log answers', async () => {
    await eventLog.publish([hopInput(1, 1)]);
    await eventually(() => published().length === 1, { what: 'the first' });
    await eventLog.publish([hopInput(1, 2), hopInput(1, 3)]);
    eventLog.failPublish = () => new Error('no broker');
    await eventually(async () => (await hop.countOf(1)) === 3, { what: 'three effects' });
    eventLog.failPublish = undefined;
    await eventually(() => new Set(published().map((r) => r.headers['ce_id'])).size === 3);
    const causes = [...new Set(published().map((r) => r.headers['ce_causationid']))];
    expect(causes).toEqual([1, 2, 3].map((n) => numbered('event', n)));
  });

  it('publishes a commit that comes after a later one of another person', async () => {
    const slow = hop.dataSource.createQueryRunner();
    await slow.startTransaction();
    // The position in the outbox is taken here, long before the commit.
    await slow.query(
      `INSERT INTO outbox (event_id, slot, key, lane_version, ordinal, topic, headers, payload)
       VALUES ($1, 0, $2, 1, 0, $3, '{}', '{}')`,
      [numbered('event', 500), numbered('person', 5), HOP_OUTPUT],
    );
    await eventLog.publish([hopInput(1, 1)]);
    await eventually(() => published().length === 1, { what: 'the later one' });
    await slow.commitTransaction();
    await slow.release();
    await eventually(() => published().length === 2, { what: 'the earlier one' });
    const persons = published().map((r) => r.key);
    expect(persons).toEqual([numbered('person', 1), numbered('person', 5)]);
  });

  it('loses no effect when commands and events of one person race', async () => {
    const commands = Array.from({ length: 40 }, (_, n) =>
      hop.engine.command<number, null>(numbered('person', 1), commandCause(n), (at) => ({
        outcome: applied(at.state + 1),
        result: null,
      })),
    );
    for (let n = 0; n < 40; n += 1) await eventLog.publish([hopInput(1, n)]);
    await Promise.all(commands);
    await eventually(async () => Boolean(await hop.inboxOf(39)));
    expect(await hop.countOf(1)).toBe(80);
  });

  it('records why an event had no effect', async () => {
    rule = () => ignored('not-counted');
    await eventLog.publish([hopInput(1, 1)]);
    await eventually(() => hop.inboxOf(1));
    expect(await hop.inboxOf(1)).toEqual({ disposition: 'ignored', reason: 'not-counted' });
  });

  const timer = (name: string, dueInMs: number) => {
    const dueAt = new Date(Date.now() + dueInMs).toISOString();
    return { kind: 'set', name, type: 'timer.hop', dueAt, data: {} } as const;
  };
  const timers = () =>
    hop.dataSource.query<Array<{ name: string }>>('SELECT name FROM timer ORDER BY name');

  it('fires a timer once, at the time it was set for, and forgets one that is cancelled', async () => {
    const kept = timer('kept', 500);
    rule = (event, at) =>
      event.type === 'timer.hop'
        ? applied(at.state + 10)
        : applied(at.state + 1, [], [kept, timer('dropped', 3_600_000)]);
    await eventLog.publish([hopInput(1, 1)]);
    await eventually(() => hop.inboxOf(1));
    await hop.engine.command<number, null>(numbered('person', 1), commandCause(1), (at) => ({
      outcome: applied(at.state, [], [{ kind: 'cancel', name: 'dropped' }]),
      result: null,
    }));
    await eventually(async () => (await hop.countOf(1)) > 1, { what: 'the timer fires' });
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(kept.dueAt));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await hop.countOf(1)).toBe(11);
    expect(await timers()).toEqual([]);
  });

  it('keeps a due timer behind a parked event, does not sleep for it, and fires it after', async () => {
    rule = (event, at) => {
      if (event.id === numbered('event', 2)) throw new DomainError('too-many', 'by the test');
      return event.type === 'timer.hop'
        ? applied(at.state + 10)
        : applied(at.state + 1, [], event.id === numbered('event', 1) ? [timer('late', 0)] : []);
    };
    // One batch: the lane is held before anybody can see the timer.
    await eventLog.publish([hopInput(1, 1), hopInput(1, 2)]);
    await eventually(async () => (await hop.inboxOf(2))?.disposition === 'parked');
    await eventLog.publish([hopInput(2, 3)]);
    await eventually(async () => (await hop.countOf(2)) === 1);
    const { master } = hop.dataSource.driver as unknown as { master: ConnectionSource };
    const next = await inTransaction(master, (tx) => nextTimer(tx, new Set()));
    expect(next.dueMs).toBeNull();
    expect([await hop.countOf(1), await timers()]).toEqual([1, [{ name: 'late' }]]);

    rule = (event, at) => applied(at.state + (event.type === 'timer.hop' ? 10 : 1));
    await hop.engine.retryParked(numbered('event', 2));
    await eventually(async () => (await hop.countOf(1)) === 12, { what: 'the timer fires' });
  });

  it('says so when the log cannot tell how far it was read, instead of showing no lag', async () => {
    await eventually(async () => (await hop.engine.status()).ready);
    eventLog.positions = () => Promise.reject(new Error('no answer, by the test'));
    const why = ['the event log does not say how far its readers are'];
    expect(await hop.engine.status()).toMatchObject({ ready: false, why, lag: [] });
  });

  it('pauses a topic when twenty persons are parked for one cause, and resumes it', async () => {
    rule = () => {
      throw new DomainError('bad-release', 'by the test');
    };
    await eventLog.publish(Array.from({ length: 25 }, (_, n) => hopInput(n, n)));
    await eventually(() => hop.engine.readiness().why.find((why) => why.includes('paused')));
    expect(hop.engine.readiness().why.join()).toContain('persons are parked for rule:');
    rule = countAndTell;
    const parked = await hop.engine.parked({ limit: 200 });
    for (const item of parked) await hop.engine.retryParked(item.id);
    await eventually(() => hop.engine.readiness().ready);
    await eventLog.publish([hopInput(1, 100)]);
    await eventually(async () => (await hop.countOf(1)) === 2, { what: 'consumption resumed' });
  });
});
