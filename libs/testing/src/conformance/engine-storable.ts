import { personRegistered } from '@handrail/contracts';
import type { NewRecord } from '@handrail/messaging';
import { eventually } from '../eventually.js';
import { numbered, type Hop } from '../hop/hop.js';
import { counts, type EngineBench, type HopService, inbox } from './engine-bench.js';
import { promise } from './promise.js';

/** Reasons under which events are parked, with how often. */
async function causes(hop: Hop): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { cause } of await hop.engine.parked({ limit: 200 }))
    found[cause] = (found[cause] ?? 0) + 1;
  return found;
}

/** The record of an event with other headers. */
const withHeaders = (record: NewRecord, headers: Record<string, string>): NewRecord => ({
  ...record,
  headers: { ...record.headers, ...headers },
});

/** Makes the database refuse to park rows the condition is true of. */
const refuseParking = (hop: Hop, condition: string) =>
  hop.dataSource.query(`
    CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'by the test' USING ERRCODE = '22000'; END $$;
    CREATE OR REPLACE TRIGGER refuse BEFORE UPDATE ON inbox FOR EACH ROW
      WHEN (NEW.disposition = 'parked' AND ${condition}) EXECUTE FUNCTION refuse()`);

const broken = (service: HopService, person: number, event: number): NewRecord => ({
  ...service.input(person, event),
  value: Buffer.from('{"personId":'),
});

/** Whatever stands on a topic is applied, passed over or parked: its offset moves in any case. */
export function storableConformance(bench: EngineBench): void {
  promise('parks what no column takes, and goes on behind it', async () => {
    const service = await bench.service();
    const good = (event: number) => service.input(event, event);
    const json = (event: number, text: string) => ({ ...good(event), value: Buffer.from(text) });
    await service.publish(
      { ...good(1), key: 'k'.repeat(3_000) },
      withHeaders(good(2), { 'x-\0': '\0', odd: '\u0000' }),
      withHeaders(broken(service, 3, 3), { 'x-\0': '\0' }),
      withHeaders(good(4), { ce_source: 'x'.repeat(100_000) }),
      withHeaders(good(5), { ce_time: '+275760-09-13T00:00:00Z' }),
      withHeaders(good(6), { ce_recordedtime: '-000001-01-01T00:00:00Z' }),
      withHeaders(good(7), { ce_type: `${personRegistered.type}\0` }),
      withHeaders(good(8), { ce_type: 'x'.repeat(100_000) }),
      withHeaders(good(9), { ce_traceparent: 'x'.repeat(100_000), ce_correlationid: '\0' }),
      json(10, `{"personId":${'['.repeat(50_000)}`),
      json(11, `{"personId":"${numbered('person', 11)}","a":"\\u0000"}`),
      json(12, `{"personId":"${numbered('person', 12)}","a":"\\ud800"}`),
      json(13, `{"personId":"${numbered('person', 13)}","__proto__":{"a":1},"n":1e999}`),
      withHeaders(good(14), { ce_id: 'x'.repeat(3_000) }),
      ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((person) => service.input(person, 20 + person)),
    );
    const hop = await service.start();
    await service.settled(hop);

    expect(await causes(hop)).toEqual({
      'undecodable:unusable-key': 1,
      'undecodable:not-a-json-object': 1,
      'undecodable:nested-too-deep': 1,
      'undecodable:text-that-cannot-be-stored': 2,
      'undecodable:unusable-source': 1,
      'undecodable:unusable-time': 1,
      'undecodable:unusable-correlationid': 1,
      'undecodable:no-id': 1,
      'behind-parked-event': 4,
    });
    await counts(hop, { 1: 1, 2: 2, 3: 0, 4: 0, 6: 2, 7: 1, 8: 1, 13: 1 });
    expect(hop.engine.readiness().ready).toBe(true);
    // What is kept is the very record: a discard leaves a trace, a retry decodes it again.
    expect(await hop.engine.retryParked(numbered('event', 3))).toMatchObject({ drained: 0 });
  });

  promise('parks without its key what the database refuses to park with it', async () => {
    const service = await bench.service();
    const hop = await service.start();
    await refuseParking(hop, 'NEW.key IS NOT NULL');
    await service.publish(broken(service, 1, 1), service.input(1, 2), service.input(2, 3));
    await service.settled(hop);

    const [item] = await hop.engine.parked({ limit: 10 });
    expect(item).toMatchObject({ eventId: numbered('event', 1), personId: null, behind: null });
    expect(item!.cause).toMatch(/^unparkable:sql:.*:22000$/);
    await counts(hop, { 1: 1, 2: 1 });
    const [row] = await hop.dataSource.query<Array<{ record: { valueBase64: string } }>>(
      `SELECT record FROM inbox WHERE disposition = 'parked'`,
    );
    expect(Buffer.from(row!.record.valueBase64, 'base64').toString()).toBe('{"personId":');
  });

  promise('parks the digest of a record the database does not take at all', async () => {
    const service = await bench.service();
    const hop = await service.start();
    await refuseParking(hop, `NEW.record ->> 'valueBase64' IS NOT NULL`);
    await service.publish(broken(service, 1, 1), service.input(2, 2));
    await service.settled(hop);
    await counts(hop, { 2: 1 });

    const [row] = await hop.dataSource.query<Array<Record<string, unknown>>>(
      `SELECT event_id, key, topic, reason, record FROM inbox WHERE disposition = 'parked'`,
    );
    expect(row).toEqual({
      event_id: numbered('event', 1),
      key: null,
      topic: service.topics[0],
      reason: expect.stringMatching(/^unparkable:sql:.*:22000$/),
      record: {
        key: null,
        headers: { digest: expect.stringMatching(/^sha-256=/), bytes: expect.any(String) },
        valueBase64: null,
        unreadable: 'kept-as-digest',
      },
    });
    await hop.engine.discardParked(numbered('event', 1), 'the test has seen it');
    await eventually(async () => (await inbox(hop, 1))[0]?.[1] === 'discarded');
  });
}
