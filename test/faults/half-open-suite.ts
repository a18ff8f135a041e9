import { type DatabaseLimits, type EventLog, topicSpecs } from '@handrail/messaging';
import {
  eventually,
  HOP_OUTPUT,
  hopInput,
  numbered,
  openBlackHole,
  openHop,
  readTopic,
  testDatabase,
  testServerUrl,
  type BlackHole,
  type Hop,
  type TestDatabase,
} from '@handrail/testing';

/** Waits so short that a test can outwait them; what counts is that each has an end. */
export const SHORT_WAITS: DatabaseLimits = { connectMs: 500, statementMs: 1_200, answerMs: 1_500 };

const PERSONS = 10;
const SWALLOWED_MS = 4_000;

/** A log that is reached through networks in which packets can vanish. */
export interface LogBehindBlackHole {
  /** The log of a further process. */
  connect(): Promise<EventLog>;
  readonly networks: readonly BlackHole[];
  close(): Promise<void>;
}

/** The same server and database, through the network given. */
export function through(network: BlackHole, url: string): string {
  const changed = new URL(url);
  changed.host = `127.0.0.1:${network.port}`;
  return changed.href;
}

/** A stretch of network before the database server of this test run. */
export function openServerNetwork(): Promise<BlackHole> {
  const { hostname, port } = new URL(testServerUrl());
  return openBlackHole({ server: { host: hostname, port: Number(port) } });
}

/**
 * A service whose database and log are half open: packets vanish, nobody is told. It must find its way
 * back by itself once the network heals, with every event applied once and nobody left waiting.
 */
export function halfOpenSuite(logName: string, open: () => Promise<LogBehindBlackHole>): void {
  describe(`a service cut off from its database and from ${logName}, with nothing reset`, () => {
    let log: LogBehindBlackHole;
    let database: TestDatabase;
    let network: BlackHole;
    let logs: EventLog[];
    let hop: Hop;

    beforeEach(async () => {
      log = await open();
      database = await testDatabase('halfopen');
      network = await openServerNetwork();
      logs = [await log.connect(), await log.connect()];
      await logs[0]!.ensureTopics(topicSpecs(4));
      hop = await openHop({
        databaseUrl: through(network, database.url),
        eventLog: logs[0]!,
        limits: SHORT_WAITS,
      });
      await hop.engine.start({ consumer: true, relay: true, timers: true });
    }, 120_000);
    afterEach(async () => {
      await hop.engine.stop();
      await hop.close();
      for (const each of logs) await each.close();
      await network.close();
      await log.close();
      await database.drop();
    }, 60_000);

    /** As a publisher with an outbox does: again and again until the log has taken it. */
    const feed = async (from: number, to: number) => {
      for (let event = from; event < to; event += 1)
        await eventually(
          () => logs[1]!.publish([hopInput(event % PERSONS, event)]).then(() => true),
          {
            withinMs: 100_000,
            what: `event ${event} to be taken`,
          },
        );
    };
    const allApplied = (each: number) =>
      eventually(
        async () => {
          const counts = await Promise.all(
            Array.from({ length: PERSONS }, (_, person) => hop.countOf(person)),
          );
          expect(counts).toEqual(Array.from({ length: PERSONS }, () => each));
          return true;
        },
        { withinMs: 60_000, everyMs: 100, what: `${each} events of every person` },
      );

    it('finds back by itself, loses nothing, repeats no effect, and holds no lane', async () => {
      await feed(0, 40);
      await allApplied(4);
      const networks = [network, ...log.networks];
      const feeding = feed(40, 200);
      await eventually(async () => (await hop.countOf(0)) > 5, { what: 'events to flow' });
      for (const each of networks) each.swallow();
      await new Promise((resume) => setTimeout(resume, SWALLOWED_MS));
      for (const each of networks) each.heal();
      await feeding;
      await allApplied(20);

      const status = await eventually(
        async () => {
          const now = await hop.engine.status();
          return now.ready && now.outbox.unpublished === 0 && now.lag.length === 0 && now;
        },
        { withinMs: 60_000, everyMs: 100, what: 'the service to be whole' },
      );
      expect(status).toMatchObject({ parked: { count: 0 }, lanesHeldWithoutHead: 0, why: [] });
      expect(hop.engine.stuck()).toEqual([]);
      const held = await hop.dataSource.query<unknown[]>(
        'SELECT key FROM lane WHERE held_because IS NOT NULL',
      );
      expect(held).toEqual([]);
      const causes = new Map<string, Set<string>>();
      for (const { headers } of await readTopic(logs[1]!, HOP_OUTPUT)) {
        const ids = causes.get(headers['ce_causationid']!) ?? new Set();
        causes.set(headers['ce_causationid']!, ids.add(headers['ce_id']!));
      }
      expect(causes.size).toBe(200);
      expect([...causes.values()].filter((ids) => ids.size !== 1)).toEqual([]);
      expect(causes.has(numbered('event', 199))).toBe(true);
    }, 240_000);
  });
}
