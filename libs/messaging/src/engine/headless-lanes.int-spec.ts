import { DomainError } from '@handrail/domain';
import { personRegistered } from '@handrail/contracts';
import {
  countAndTell,
  eventually,
  hopInput,
  hopStore,
  MemoryEventLog,
  numbered,
  openHop,
  testDatabase,
  type Hop,
  type HopRule,
  type TestDatabase,
} from '@handrail/testing';
import type { Handler } from './handlers.js';
import { HeadlessLanes } from './headless-lanes.js';
import { knownTypes } from './known-types.js';
import { silentLog } from './log-sink.js';
import type { Moment } from './moment.js';
import { Parking } from './parking.js';
import type { ConnectionSource } from './pool.js';
import { StateCache } from './state-cache.js';

// Real: PostgreSQL and the engine. A hand in the database plays the fault that leaves a lane headless.
describe('a lane that is held although its head is not parked', () => {
  let database: TestDatabase;
  let hop: Hop;
  let lanes: HeadlessLanes;
  const broken = numbered('event', 1);
  const rule: HopRule = (event, at) => {
    if (event.id === broken) throw new DomainError('on-purpose', 'by the test');
    return countAndTell(event, at);
  };

  beforeEach(async () => {
    database = await testDatabase('headless');
    const eventLog = new MemoryEventLog();
    hop = await openHop({ databaseUrl: database.url, eventLog, rule });
    const source = (hop.dataSource.driver as unknown as { master: ConnectionSource }).master;
    const handler: Handler = {
      store: 'default',
      run: (event, at) => rule(event, at as Moment<number>),
    };
    const handlers = new Map([[personRegistered.type, handler]]);
    const known = knownTypes(handlers);
    const [stores, remembered] = [{ default: hopStore }, new StateCache()];
    const rules = { service: 'outcomes', handlers, known, stores, remembered };
    lanes = new HeadlessLanes(source, new Parking(source, rules, () => undefined), silentLog);
    await hop.engine.start({ consumer: true, relay: true, timers: true });
    await eventLog.publish([
      ...[1, 2, 3].map((event) => hopInput(7, event)),
      hopInput(8, 4),
      hopInput(8, 5),
    ]);
    await eventually(async () => (await hop.inboxOf(3))?.disposition === 'parked');
  });
  afterEach(async () => {
    await hop.engine.stop();
    await hop.close();
    await database.drop();
  });

  const headless = async () => (await hop.engine.status()).lanesHeldWithoutHead;

  it('is not counted while its head is parked', async () => {
    expect(await headless()).toBe(0);
    expect(await lanes.release()).toBe(0);
    expect(await hop.countOf(7)).toBe(0);
  });

  it('is counted, and released with what queued in it, in order', async () => {
    await hop.dataSource.query(
      `UPDATE inbox SET disposition = 'discarded', record = NULL, parked_at = NULL WHERE event_id = $1`,
      [broken],
    );
    expect(await headless()).toBe(1);
    expect(await lanes.release()).toBe(1);
    expect(await headless()).toBe(0);
    expect(await hop.countOf(7)).toBe(2);
    expect(await hop.engine.parked({ limit: 10 })).toEqual([]);
    expect(await lanes.release()).toBe(0);
  });
});
