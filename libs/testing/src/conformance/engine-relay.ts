import type { EventLog, NewRecord } from '@handrail/messaging';
import { eventually } from '../eventually.js';
import { ALL_ROLES, counts, type EngineBench, type HopService, NO_ROLES } from './engine-bench.js';
import { upTo } from './log-bench.js';
import { promise } from './promise.js';

/** Counts what relays hand to the log, and how many of them do so at the same time. */
class PublishWatch {
  #now = 0;
  mostAtOnce = 0;
  /** Records of sends that failed: the log may or may not have them, and they are sent again. */
  inDoubt = 0;

  readonly wrap = (eventLog: EventLog): EventLog =>
    publishingBy(eventLog, async (records, real) => {
      this.#now += 1;
      this.mostAtOnce = Math.max(this.mostAtOnce, this.#now);
      try {
        await real();
      } catch (error) {
        this.inDoubt += records.length;
        throw error;
      } finally {
        this.#now -= 1;
      }
    });
}

/** The same log, but `publish` is the test's. */
export function publishingBy(
  eventLog: EventLog,
  publish: (records: readonly NewRecord[], real: () => Promise<void>) => Promise<void>,
): EventLog {
  return new Proxy(eventLog, {
    get: (target, name) => {
      if (name === 'publish') {
        return (records: readonly NewRecord[]) => publish(records, () => target.publish(records));
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** Which relay session serves slots now. */
const relaySessions = (hop: { dataSource: { query(sql: string): Promise<unknown> } }) =>
  hop.dataSource.query(
    `SELECT l.pid FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid)
     WHERE l.locktype = 'advisory' AND a.application_name = 'handrail-relay'
       AND a.datname = current_database() GROUP BY 1`,
  ) as Promise<Array<{ pid: number }>>;

const inOrder = (service: HopService, persons: number, each: number): void => {
  for (const person of upTo(persons)) {
    expect(service.consequences(person)).toEqual(upTo(each).map((n) => n * persons + person));
  }
};

/** Whatever happens to a relay, everything decided is published, first appearances in order. */
export function relayConformance(bench: EngineBench): void {
  promise('publishes again what was published but not marked, in the same order', async () => {
    const service = await bench.service();
    let crashes = 3;
    const hop = await service.start({
      wrap: (eventLog) =>
        publishingBy(eventLog, async (_records, real) => {
          await real();
          if (crashes-- > 0) throw new Error('died before the mark');
        }),
    });
    await service.publish(...upTo(40).map((n) => service.input(n % 4, n)));
    await service.settled(hop);
    await eventually(() => new Set(service.published().map((r) => r.headers['ce_id'])).size === 40);
    inOrder(service, 4, 10);
    expect(service.published().length).toBeGreaterThan(40);
  });

  promise('serves every slot by one relay at a time, and hands over when it stops', async () => {
    const service = await bench.service();
    const watch = new PublishWatch();
    const { wrap } = watch;
    const first = await service.start({ wrap });
    const second = await service.start({ wrap, roles: { ...NO_ROLES, relay: true } });
    await service.publish(...upTo(80).map((n) => service.input(n % 8, n)));
    await service.settled(first);
    expect(await relaySessions(first)).toHaveLength(1);
    inOrder(service, 8, 10);
    expect(watch.mostAtOnce).toBe(1);
    expect(service.published().length).toBeLessThanOrEqual(80 + watch.inDoubt);

    await service.end(first);
    const consumer = await service.start({ roles: { ...ALL_ROLES, relay: false } });
    await service.publish(...upTo(80).map((n) => service.input(n % 8, 80 + n)));
    await service.settled(second);
    inOrder(service, 8, 20);
    await counts(consumer, Object.fromEntries(upTo(8).map((n) => [n, 20])));
  });

  promise('lets a relay that froze only repeat what its successor published', async () => {
    const service = await bench.service();
    let frozen = true;
    let thaw = (): void => undefined;
    const thawed = new Promise<void>((resolve) => (thaw = resolve));
    let caught = 0;
    const sleeper = await service.start({
      wrap: (eventLog) =>
        publishingBy(eventLog, async (records, real) => {
          caught += records.length;
          if (frozen) await thawed;
          await real();
        }),
    });
    await service.publish(...upTo(20).map((n) => service.input(n % 2, n)));
    await counts(sleeper, { 0: 10, 1: 10 });
    await eventually(() => caught > 0, { what: 'the relay to be caught while it publishes' });
    // What idle_session_timeout does to a relay that does not touch its session any more.
    const [session] = await relaySessions(sleeper);
    await sleeper.dataSource.query('SELECT pg_terminate_backend($1)', [session!.pid]);
    await service.start({ roles: { ...NO_ROLES, relay: true } });
    const successor = () => service.consequences(0).length + service.consequences(1).length;
    await eventually(() => successor() === 20, { what: 'the successor' });
    const before = service.published().length;
    inOrder(service, 2, 10);

    frozen = false;
    thaw();
    await eventually(() => service.published().length > before, { what: 'the repeats' });
    await service.publish(...upTo(20).map((n) => service.input(n % 2, 20 + n)));
    await service.settled(sleeper);
    await eventually(() => service.consequences(1).length === 20, { what: 'all consequences' });
    inOrder(service, 2, 20);
    await eventually(() => sleeper.engine.readiness().ready, { what: 'the sleeper to recover' });
  });
}
