import { partitionOf, RefusedRecordError } from '@handrail/messaging';
import { eventually } from '../eventually.js';
import { HOP_OUTPUT, numbered, type Hop } from '../hop/hop.js';
import { counts, type EngineBench } from './engine-bench.js';
import { publishingBy } from './engine-relay.js';
import { upTo } from './log-bench.js';
import { promise } from './promise.js';

const OUTBOX_SLOTS = 64;
/** More than any log of ours takes in one record. */
const HUGE = 1_100_000;

/** Puts an event of a person into the outbox that no rule could have put there. */
const insertHuge = (hop: Hop, person: number, event: number, service: string) =>
  hop.dataSource.query(
    `INSERT INTO outbox (event_id, slot, key, lane_version, ordinal, topic, headers, payload)
     VALUES ($1, $2, $3, 0, 0, $4, $5, repeat('x', ${HUGE}))`,
    [
      numbered('event', event),
      partitionOf(numbered('person', person), OUTBOX_SLOTS),
      numbered('person', person),
      HOP_OUTPUT,
      { ce_source: `handrail/${service}`, ce_causationid: numbered('event', event), ce_type: 't' },
    ],
  );

const refused = (hop: Hop, count: number) =>
  eventually(
    async () => {
      const items = await hop.engine.refusals.list();
      return items.length === count ? items : undefined;
    },
    { what: `${count} refused events` },
  );

/** An event the log refuses for what it is stops its own key and nobody else. */
export function refusalConformance(bench: EngineBench): void {
  promise(
    'publishes everybody else when the log refuses an event, and the rest once it is mended',
    async () => {
      const service = await bench.service();
      const hop = await service.start();
      await insertHuge(hop, 1, 900, service.name);
      await service.publish(...upTo(40).map((n) => service.input(n % 4, n)));
      const [item] = await refused(hop, 1);
      expect(item).toMatchObject({
        id: numbered('event', 900),
        personId: numbered('person', 1),
        topic: HOP_OUTPUT,
        reason: 'too-large',
        attempts: 1,
      });
      await counts(hop, { 0: 10, 1: 10, 2: 10, 3: 10 });
      await eventually(() => [0, 2, 3].every((n) => service.consequences(n).length === 10), {
        what: 'the others',
      });
      for (const person of [0, 2, 3])
        expect(service.consequences(person)).toEqual(upTo(10).map((n) => n * 4 + person));
      expect(service.consequences(1)).toEqual([]);
      const { outbox, ready } = await hop.engine.status();
      expect(outbox).toEqual({ unpublished: 11, oldestSeconds: 0, refused: 1 });
      expect(ready).toBe(true);

      await hop.dataSource.query(`UPDATE outbox SET payload = '{}' WHERE event_id = $1`, [
        numbered('event', 900),
      ]);
      await hop.engine.refusals.retry(numbered('event', 900));
      await service.settled(hop);
      await eventually(() => service.consequences(1).length === 11, { what: 'those behind it' });
      expect(service.consequences(1)).toEqual([900, ...upTo(10).map((n) => n * 4 + 1)]);
      expect(await hop.engine.refusals.list()).toEqual([]);
    },
  );

  promise('finds the refused one among many of its key, and lets people give it up', async () => {
    const service = await bench.service();
    const bad = numbered('event', 17);
    const hop = await service.start({
      wrap: (eventLog) =>
        publishingBy(eventLog, (records, real) => {
          const isRefused = records.some((r) => r.headers['ce_causationid'] === bad);
          return isRefused
            ? Promise.reject(new RefusedRecordError('on-purpose', 'by the test'))
            : real();
        }),
    });
    await service.publish(...upTo(60).map((n) => service.input(n % 2, n)));
    const [item] = await refused(hop, 1);
    await eventually(() => service.consequences(0).length === 30, { what: 'the other person' });
    expect(item).toMatchObject({ reason: 'on-purpose', personId: numbered('person', 1) });
    expect(service.consequences(1)).toEqual([1, 3, 5, 7, 9, 11, 13, 15]);

    await hop.engine.refusals.retry(item!.id);
    await eventually(async () => (await hop.engine.refusals.list())[0]?.attempts === 2, {
      what: 'the second refusal',
    });
    await hop.engine.refusals.discard(item!.id, 'the test has seen it');
    await service.settled(hop);
    await eventually(() => service.consequences(1).length === 29, { what: 'those behind it' });
    expect(service.consequences(1)).toEqual(
      upTo(30)
        .map((n) => n * 2 + 1)
        .filter((n) => n !== 17),
    );
    await expect(hop.engine.refusals.retry(item!.id)).rejects.toThrow('refused');
    const rows: unknown = await hop.dataSource.query('SELECT outcome FROM outbox_refusal');
    expect(rows).toEqual([{ outcome: 'discarded: the test has seen it' }]);
  });
}
