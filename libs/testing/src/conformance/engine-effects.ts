import { randomUUID } from 'node:crypto';
import { applied, type Cause, type EventEnvelope, outgoing } from '@handrail/messaging';
import { episodeOpened, personRegistered } from '@handrail/contracts';
import { countAndTell, type HopRule, numbered } from '../hop/hop.js';
import { counts, type EngineBench, inbox } from './engine-bench.js';
import { upTo } from './log-bench.js';
import { promise } from './promise.js';

/** Every event has its effect, once, in order. */
export function effectConformance(bench: EngineBench): void {
  promise('gives a repeated event one effect, wherever the repeat comes from', async () => {
    const service = await bench.service();
    const events = upTo(30).map((n) => service.input(n % 3, n));
    await service.publish(...events, ...events.slice(0, 10));
    const hop = await service.start();
    await service.publish(...events);
    await service.settled(hop);
    await service.end(hop);
    await bench.log.seek(hop.engine.group, service.topics[0]!, 0, 0n);
    const again = await service.start();
    await service.publish(...events.slice(20));
    await service.settled(again);

    await counts(again, { 0: 10, 1: 10, 2: 10 });
    for (const person of upTo(3)) {
      expect(service.consequences(person)).toEqual(upTo(10).map((n) => n * 3 + person));
    }
    const ids = service.published().map((record) => record.headers['ce_id']);
    expect(new Set(ids).size).toBe(30);
  });

  promise('has exactly the effects of 10,000 events of 200 persons', async () => {
    const service = await bench.service(2);
    const hop = await service.start();
    for (const chunk of upTo(20)) {
      const events = upTo(500).map((i) => {
        const n = chunk * 500 + i;
        return service.input(n % 200, n, n % 2);
      });
      await service.publish(...events);
    }
    await service.settled(hop, 50_000);

    const rows: unknown = await hop.dataSource.query(
      'SELECT count(*)::int AS persons, min(n) AS least, max(n) AS most FROM hop',
    );
    expect(rows).toEqual([{ persons: 200, least: 50, most: 50 }]);
    const published = service.published();
    // A relay that got no answer in time publishes again: as the same event, which readers know.
    expect(new Set(published.map((r) => r.headers['ce_id'])).size).toBe(10_000);
    expect(new Set(published.map((r) => r.headers['ce_causationid'])).size).toBe(10_000);
    for (const person of upTo(200)) {
      const order = service.consequences(person);
      expect(order).toEqual([...order].sort((a, b) => a - b));
      expect(order).toHaveLength(50);
    }
  });

  promise(
    'keeps the versions of a lane without gaps while commands race with batches',
    async () => {
      const service = await bench.service();
      const hop = await service.start();
      const commands = upTo(40).map(async (n) => {
        const cause: Cause = {
          id: randomUUID(),
          correlationId: numbered('message', 1_000 + n),
          recordedTime: '2026-11-02T08:00:02.000Z',
        };
        await hop.engine.command<number, null>(numbered('person', 1), cause, (at) => ({
          outcome: applied(at.state + 1, [
            outgoing(episodeOpened, {
              personId: at.key,
              episodeId: at.newId('episode'),
              openedAt: at.now,
            }),
          ]),
          result: null,
        }));
      });
      for (const n of upTo(40)) await service.publish(service.input(1, n));
      await Promise.all(commands);
      await service.settled(hop);

      await counts(hop, { 1: 80 });
      const person = numbered('person', 1);
      const [lane] = await hop.dataSource.query<Array<{ version: string }>>(
        'SELECT version FROM lane WHERE key = $1',
        [person],
      );
      const rows = await hop.dataSource.query<Array<{ v: number; first: number; n: number }>>(
        `SELECT lane_version::int AS v, min(ordinal) AS first, count(*)::int AS n
       FROM outbox WHERE key = $1 GROUP BY 1 ORDER BY 1`,
        [person],
      );
      expect(rows.map(({ v }) => v)).toEqual(upTo(Number(lane!.version)).map((n) => n + 1));
      expect(rows.every(({ first }) => first === 0)).toBe(true);
      expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(80);
    },
  );

  promise('passes over types nobody handles and tombstones, and counts them', async () => {
    const service = await bench.service();
    const stranger = service.input(1, 1);
    await service.publish(
      { ...stranger, headers: { ...stranger.headers, ce_type: 'handrail.elsewhere.thing.v1' } },
      { ...service.input(1, 2), value: null },
      service.input(1, 3),
    );
    const hop = await service.start();
    await service.settled(hop);

    await counts(hop, { 1: 1 });
    expect(await inbox(hop, 1, 2, 3)).toEqual([null, null, [3, 'applied', null]]);
    const { values } = await hop.engine.metrics.consumed.get();
    const counted = Object.fromEntries(values.map((v) => [v.labels['disposition'], v.value]));
    expect(counted).toMatchObject({ 'unhandled-type': 1, tombstone: 1, applied: 1 });
  });

  promise('cuts a batch that takes too long, and loses and doubles nothing of it', async () => {
    const service = await bench.service();
    await service.publish(...upTo(40).map((n) => service.input(n % 2, n)));
    // Ten milliseconds for an event, and thirty for a transaction.
    const hop = await service.start({ rule: holding(10, () => true), decideWithinMs: 30 });
    await service.settled(hop);

    await counts(hop, { 0: 20, 1: 20 });
    const [cut] = await hop.dataSource.query<Array<{ transactions: number; events: number }>>(
      `SELECT count(DISTINCT lane_version)::int AS transactions, count(*)::int AS events
       FROM inbox WHERE key = $1`,
      [numbered('person', 0)],
    );
    expect(cut!.events).toBe(20);
    expect(cut!.transactions).toBeGreaterThanOrEqual(5);
    expect(service.consequences(0)).toEqual(upTo(20).map((n) => n * 2));
    expect(new Set(service.published().map(({ headers }) => headers['ce_id'])).size).toBe(40);
  });

  promise('parks an event whose rule outlasts every transaction; others go on', async () => {
    const service = await bench.service();
    await service.publish(...upTo(9).map((n) => service.input(n % 3, n)));
    const endless = ({ id }: { readonly id: string }) => id === numbered('event', 4);
    const limits = { decideWithinMs: 40, idleInTransactionMs: 100 };
    const hop = await service.start({ rule: holding(400, endless), ...limits });
    await service.settled(hop);

    await counts(hop, { 0: 3, 1: 1, 2: 3 });
    expect(await inbox(hop, 1, 4, 7)).toEqual([
      [1, 'applied', null],
      [4, 'parked', `rule:${personRegistered.type}:outlasted`],
      [7, 'parked', 'behind-parked-event'],
    ]);
  });
}

/** A rule that does not let go of the loop for so long, for the events it is slow with. */
function holding(ms: number, isSlow: (event: EventEnvelope) => boolean): HopRule {
  return (event, at) => {
    const began = performance.now();
    while (isSlow(event) && performance.now() - began < ms);
    return countAndTell(event, at);
  };
}
