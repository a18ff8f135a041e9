import { DomainError } from '@handrail/domain';
import { personRegistered } from '@handrail/contracts';
import { eventually } from '../eventually.js';
import { countAndTell, type HopRule, numbered } from '../hop/hop.js';
import { counts, type EngineBench, inbox } from './engine-bench.js';
import { upTo } from './log-bench.js';
import { promise } from './promise.js';

const BEHIND = 'behind-parked-event';

/** A rule that throws for the given events until it is repaired. */
function faulty(...events: number[]): { rule: HopRule; repair: () => void } {
  const broken = new Set(events.map((n) => numbered('event', n)));
  const rule: HopRule = (event, at) => {
    if (broken.has(event.id)) throw new DomainError('on-purpose', 'by the test');
    return countAndTell(event, at);
  };
  return { rule, repair: () => broken.clear() };
}

/** What cannot be applied waits with its person, and nobody else. */
export function poisonConformance(bench: EngineBench): void {
  promise(
    'parks poison in the middle of a batch with its person; everybody else goes on',
    async () => {
      const service = await bench.service();
      const { rule } = faulty(3);
      const good = (person: number, event: number) => service.input(person, event);
      await service.publish(
        good(1, 10),
        { ...good(1, 1), value: Buffer.from('{"personId":') },
        { ...good(2, 2), value: Buffer.from('{"personId":7}') },
        good(3, 3),
        { ...good(4, 4), value: Buffer.alloc(0) },
        { ...good(5, 5), value: Buffer.from([0x00, 0xff, 0xfe]) },
        ...[1, 2, 3, 4, 5, 6].map((person) => good(person, 20 + person)),
      );
      const hop = await service.start({ rule });
      await service.settled(hop);

      const type = personRegistered.type;
      expect(await inbox(hop, 1, 2, 3, 4, 5)).toEqual([
        [1, 'parked', 'undecodable:not-a-json-object'],
        [2, 'parked', `schema:${type}:/personId`],
        [3, 'parked', `rule:${type}:on-purpose`],
        [4, 'parked', 'undecodable:not-a-json-object'],
        [5, 'parked', 'undecodable:not-a-json-object'],
      ]);
      expect(await inbox(hop, 10, 21, 22, 23, 26)).toEqual([
        [10, 'applied', null],
        [21, 'parked', BEHIND],
        [22, 'parked', BEHIND],
        [23, 'parked', BEHIND],
        [26, 'applied', null],
      ]);
      await counts(hop, { 1: 1, 2: 0, 3: 0, 4: 0, 5: 0, 6: 1 });
    },
  );

  promise(
    'parks only the person the database refuses, and applies the rest of the batch',
    async () => {
      const service = await bench.service();
      const hop = await service.start();
      await hop.dataSource.query('INSERT INTO hop VALUES ($1, 999998)', [numbered('person', 1)]);
      const persons = upTo(20);
      await service.publish(
        ...persons.map((person) => service.input(person, person)),
        ...persons.map((person) => service.input(person, 100 + person)),
      );
      await service.settled(hop);

      const [refused] = await inbox(hop, 101);
      expect(refused?.[1]).toBe('parked');
      expect(refused?.[2]).toMatch(/^sql:.*:23514:hop_n_check$/);
      await counts(hop, { ...Object.fromEntries(persons.map((n) => [n, 2])), 1: 999_999 });
      expect(service.consequences(1)).toEqual([1]);
      expect(await hop.engine.parked({ limit: 50 })).toHaveLength(1);
    },
  );

  promise('parks an event without a key alone', async () => {
    const service = await bench.service();
    const hop = await service.start();
    await service.publish({ ...service.input(1, 1), key: null }, service.input(2, 2));
    await service.settled(hop);
    expect(await inbox(hop, 1, 2)).toEqual([
      [1, 'parked', 'undecodable:no-key'],
      [2, 'applied', null],
    ]);
  });
}

/** What is parked can be taken up again, in order, or given up. */
export function redriveConformance(bench: EngineBench): void {
  promise('drains a person in order while new events of that person arrive', async () => {
    const service = await bench.service();
    const { rule, repair } = faulty(0);
    const hop = await service.start({ rule });
    await service.publish(...upTo(60).map((n) => service.input(n % 2, n)));
    await service.settled(hop);
    await counts(hop, { 0: 0, 1: 30 });

    repair();
    let arriving = true;
    const arrivals = (async () => {
      for (let n = 60; n < 160; n += 2) await service.publish(service.input(0, n));
      arriving = false;
    })();
    do {
      const [head] = (await hop.engine.parked({ limit: 200 })).filter(({ behind }) => !behind);
      if (head) await hop.engine.retryParked(head.id).catch(onlyNotParked);
    } while (arriving);
    await arrivals;
    await service.settled(hop);

    await counts(hop, { 0: 80 });
    expect(await hop.engine.parked({ limit: 10 })).toEqual([]);
    expect(service.consequences(0)).toEqual(upTo(80).map((n) => n * 2));
  });

  promise('retries in vain without losing the order, and counts the attempts', async () => {
    const service = await bench.service();
    const { rule, repair } = faulty(1);
    const hop = await service.start({ rule });
    await service.publish(...upTo(4).map((n) => service.input(7, n)));
    await service.settled(hop);
    const id = numbered('event', 1);
    expect(await hop.engine.retryParked(id)).toMatchObject({
      id,
      disposition: 'parked',
      drained: 0,
      remaining: 3,
    });
    const head = (await hop.engine.parked({ limit: 10 })).find((item) => item.eventId === id);
    expect(head).toMatchObject({ attempts: 2, behind: null });

    repair();
    expect(await hop.engine.retryParked(id)).toMatchObject({
      id,
      disposition: 'applied',
      drained: 3,
      remaining: 0,
    });
    await service.settled(hop);
    expect(service.consequences(7)).toEqual([0, 1, 2, 3]);
  });

  promise('gives an event up with its reason, and those behind it go on', async () => {
    const service = await bench.service();
    const { rule } = faulty(0);
    const hop = await service.start({ rule });
    await service.publish(...upTo(3).map((n) => service.input(7, n)));
    await service.settled(hop);
    const done = await hop.engine.discardParked(numbered('event', 0), 'sender took it back');
    expect(done).toMatchObject({ disposition: 'discarded', drained: 2, remaining: 0 });
    await service.settled(hop);

    expect(await inbox(hop, 0, 1, 2)).toEqual([
      [0, 'discarded', 'sender took it back'],
      [1, 'applied', null],
      [2, 'applied', null],
    ]);
    await counts(hop, { 7: 2 });
    await expect(hop.engine.retryParked(numbered('event', 0))).rejects.toThrow('parked');
  });

  promise(
    'pauses a topic when 20 persons are parked for one cause, until they are not',
    async () => {
      const service = await bench.service(2);
      const persons = upTo(20);
      const { rule, repair } = faulty(...persons);
      const hop = await service.start({ rule });
      await service.publish(...persons.map((n) => service.input(n, n)));
      const reason = await eventually(
        () => hop.engine.readiness().why.find((why) => why.includes('paused')),
        { what: 'the circuit to open' },
      );
      expect(reason).toContain(service.topics[0]!);
      expect(reason).toContain('20 persons are parked for rule:');

      await service.publish(service.input(50, 50, 0), service.input(51, 51, 1));
      await counts(hop, { 51: 1 });
      expect(await hop.countOf(50)).toBe(0);

      repair();
      await hop.engine.retryParked(numbered('event', 0));
      await counts(hop, { 0: 1, 50: 1 });
      await eventually(() => hop.engine.readiness().ready, { what: 'readiness' });
    },
  );
}

/** Somebody else may have drained the same person a moment ago. */
function onlyNotParked(error: unknown): void {
  if (!(error instanceof DomainError && error.code === 'not-parked')) throw error;
}
