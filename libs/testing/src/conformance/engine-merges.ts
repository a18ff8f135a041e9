import { personsMerged } from '@handrail/contracts';
import { DomainError, ignored } from '@handrail/domain';
import { applied, type NewRecord } from '@handrail/messaging';
import { eventually } from '../eventually.js';
import { countAndTell, type Hop, type HopRule, numbered } from '../hop/hop.js';
import {
  ALL_ROLES,
  counts,
  type EngineBench,
  type HopService,
  inbox,
  NO_ROLES,
} from './engine-bench.js';
import { upTo } from './log-bench.js';
import { promise } from './promise.js';

/** Counts a merge as a thousand, so that a fold that ran twice, or not at all, shows in the sum. */
const MERGE = 1_000;
const mergeCounts: HopRule = (event, at) =>
  event.type === personsMerged.type ? applied(at.state + MERGE) : countAndTell(event, at);

/** Every order in which three groups of records can be published. */
const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

/** Two persons who turn out to be one are one, whatever of either arrives when. */
export function mergeConformance(bench: EngineBench): void {
  foldConformance(bench);
  waitingConformance(bench);
  afterwardsConformance(bench);
}

function foldConformance(bench: EngineBench): void {
  promise('folds two persons once, also when everything is delivered twice', async () => {
    const service = await bench.service();
    const hop = await service.start({ rule: mergeCounts });
    const pairs = upTo(12).map((n) => ({ survivor: n, retired: 100 + n, first: n * 100 }));
    const records = pairs.flatMap(({ survivor, retired, first }) => [
      service.input(retired, first),
      service.input(survivor, first + 1),
      service.input(retired, first + 2),
      ...service.merge(survivor, retired, first + 10),
      service.input(survivor, first + 20),
      service.input(retired, first + 21),
    ]);
    await service.publish(...records);
    await service.publish(...records);
    await service.settled(hop);

    await counts(hop, Object.fromEntries(pairs.map(({ survivor }) => [survivor, MERGE + 5])));
    await counts(hop, Object.fromEntries(pairs.map(({ retired }) => [retired, 0])));
    expect(await hop.engine.parked({ limit: 10 })).toEqual([]);
    for (const { survivor, retired, first } of pairs) {
      expect(service.consequences(survivor)).toEqual(
        expect.arrayContaining([first + 1, first + 20, first + 21]),
      );
      expect(service.consequences(retired)).not.toContain(first + 21);
    }
  });

  promise('follows a chain of merges, in whatever order its parts are read', async () => {
    const service = await bench.service();
    const hop = await service.start({ rule: mergeCounts });
    for (const [at, order] of ORDERS.entries()) {
      const parts = chain(service, at);
      for (const part of order) {
        await service.publish(...parts[part]);
        await service.settled(hop);
      }
    }
    const [a, b, c] = [0, 1, 2].map((offset) => ORDERS.map((_, at) => at * 3 + offset));
    await counts(hop, Object.fromEntries(c!.map((person) => [person, 2 * MERGE + 5])));
    await counts(hop, Object.fromEntries([...a!, ...b!].map((person) => [person, 0])));
    expect(await hop.engine.parked({ limit: 10 })).toEqual([]);
  });

  promise('makes one of a crowd, though many of it are read together', async () => {
    const service = await bench.service();
    const hop = await service.start({ rule: mergeCounts });
    // So many that persons who follow one another share a partition, and so a transaction.
    const crowd = upTo(24).map((n) => 100 + n);
    const copies = crowd.map((n) => service.merge(1, n, n * 10));
    await service.publish(...copies.map(([onSurvivor]) => onSurvivor), service.input(1, 5));
    await service.settled(hop);
    await service.publish(...copies.map(([, onRetired]) => onRetired));
    await service.settled(hop);
    await counts(hop, { 1: crowd.length * MERGE + 1 });
    expect(await hop.engine.parked({ limit: 10 })).toEqual([]);
  });

  promise('leaves two persons alone who are one already', async () => {
    const service = await bench.service();
    const hop = await service.start({ rule: mergeCounts });
    await service.publish(service.input(1, 1), service.input(2, 2), ...service.merge(1, 2, 10));
    await service.publish(...service.merge(2, 1, 20), service.input(2, 30));
    await service.settled(hop);
    await counts(hop, { 1: MERGE + 3, 2: 0 });
    expect(await inbox(hop, 20, 21)).toEqual([
      [20, 'ignored', 'already-merged'],
      [21, 'ignored', 'already-merged'],
    ]);
  });
}

/** A becomes B and B becomes C: what is published on each of the three keys, in its order. */
function chain(service: HopService, at: number): Record<0 | 1 | 2, NewRecord[]> {
  const [a, b, c] = [at * 3, at * 3 + 1, at * 3 + 2];
  const event = at * 100;
  const [firstOnB, firstOnA] = service.merge(b, a, event + 10);
  const [secondOnC, secondOnB] = service.merge(c, b, event + 20);
  return {
    0: [service.input(a, event), firstOnA, service.input(a, event + 1)],
    1: [service.input(b, event + 2), firstOnB, secondOnB, service.input(b, event + 3)],
    2: [service.input(c, event + 4), secondOnC],
  };
}

function waitingConformance(bench: EngineBench): void {
  promise('applies nothing behind the first copy before the second is read', async () => {
    const service = await bench.service();
    const persons = upTo(25).map((n) => n * 2);
    const hop = await service.start({ rule: mergeCounts });
    const copies = persons.map((n) => service.merge(n, n + 1, 1_000 + n * 2));
    await service.publish(
      ...persons.map((n) => service.input(n, n)),
      ...copies.map(([first]) => first),
      ...persons.map((n) => service.input(n, 200 + n)),
      ...persons.map((n) => service.input(n, 300 + n)),
    );
    await service.settled(hop);
    await counts(hop, Object.fromEntries(persons.map((n) => [n, 1])));
    expect(await inbox(hop, 200, 300)).toEqual([
      [200, 'parked', 'awaiting-merge'],
      [300, 'parked', 'awaiting-merge'],
    ]);
    expect(hop.engine.readiness()).toEqual({ ready: true, why: [] });
    await expect(hop.engine.retryParked(numbered('event', 200))).rejects.toMatchObject({
      code: 'awaiting-merge',
    });

    await service.publish(
      ...persons.map((n) => service.input(n + 1, 400 + n)),
      ...copies.map(([, second]) => second),
    );
    await service.settled(hop);
    await counts(hop, Object.fromEntries(persons.map((n) => [n, MERGE + 4])));
    expect(await hop.engine.parked({ limit: 10 })).toEqual([]);
    expect(service.consequences(4)).toEqual([4, 204, 304]);
  });

  promise('waits for a person who is parked, and folds when the person is taken up', async () => {
    const service = await bench.service();
    let broken = true;
    const hop = await service.start({
      rule: (event, at) => {
        if (broken && event.id === numbered('event', 1))
          throw new DomainError('on-purpose', 'test');
        return mergeCounts(event, at);
      },
    });
    await service.publish(service.input(2, 1), service.input(2, 2), service.input(1, 3));
    await service.publish(...service.merge(1, 2, 10), service.input(1, 20), service.input(2, 21));
    await service.settled(hop);
    await counts(hop, { 1: 1, 2: 0 });
    await expect(hop.engine.discardParked(numbered('event', 11), 'why not')).rejects.toMatchObject({
      code: 'merge-not-discardable',
    });

    broken = false;
    await hop.engine.retryParked(numbered('event', 1));
    await service.settled(hop);
    await counts(hop, { 1: MERGE + 5, 2: 0 });
    expect(await hop.engine.parked({ limit: 10 })).toEqual([]);
    expect(service.consequences(1)).toEqual(expect.arrayContaining([3, 20, 21]));
  });

  promise('parks a merge whose rule fails without having folded anything', async () => {
    const service = await bench.service();
    let broken = true;
    const rule: HopRule = (event, at) => {
      if (broken && event.type === personsMerged.type) throw new DomainError('on-purpose', 'test');
      return mergeCounts(event, at);
    };
    const hop = await service.start({ rule });
    await service.publish(service.input(1, 1), service.input(2, 2), ...service.merge(1, 2, 10));
    await service.publish(service.input(1, 20), service.input(2, 21));
    await service.settled(hop);
    await counts(hop, { 1: 1, 2: 1 });

    broken = false;
    const [head] = (await hop.engine.parked({ limit: 10 })).filter(({ behind }) => !behind);
    await hop.engine.retryParked(head!.id);
    await counts(hop, { 1: MERGE + 4, 2: 0 });
  });
}

function afterwardsConformance(bench: EngineBench): void {
  promise('brings the timers of both to the one who stays', async () => {
    const service = await bench.service();
    const fired: Array<{ key: string; cause: string }> = [];
    const dueAt = (ms: number) => new Date(Date.now() + ms).toISOString();
    const rule: HopRule = (event, at) => {
      if (event.type === 'timer.hop') {
        fired.push({ key: at.key, cause: event.causationId });
        return ignored('seen');
      }
      const soon = event.id === numbered('event', 2) || event.id === numbered('event', 3);
      const set = { kind: 'set', type: 'timer.hop', data: {} } as const;
      const timers = [
        { ...set, name: 'shared', dueAt: dueAt(soon ? 0 : 600_000) },
        { ...set, name: event.id, dueAt: dueAt(0) },
      ];
      return event.type === personsMerged.type
        ? applied(at.state + MERGE)
        : applied(at.state + 1, [], timers);
    };
    // Without timers until the merge is done: they are due at once.
    const hop = await service.start({ rule, roles: { ...ALL_ROLES, timers: false } });
    await service.publish(service.input(1, 1), service.input(2, 2), ...service.merge(1, 2, 10));
    await counts(hop, { 1: MERGE + 2 });
    await service.start({ rule, roles: { ...NO_ROLES, timers: true } });
    await eventually(() => fired.length >= 3, { what: 'three timers' });
    expect(fired.map(({ key }) => key)).toEqual(Array(3).fill(numbered('person', 1)));
    const causes = fired.map(({ cause }) => cause).toSorted();
    expect(causes).toEqual([1, 2, 2].map((n) => numbered('event', n)));
    await eventually(async () => (await timersLeft(hop)) === 0, { what: 'the timers to be gone' });
  });

  promise('takes a command for the one who went as one for the one who stays', async () => {
    const service = await bench.service();
    const hop = await service.start({ rule: mergeCounts });
    await service.publish(service.input(1, 1), service.input(2, 2), ...service.merge(1, 2, 10));
    await counts(hop, { 1: MERGE + 2 });
    const id = numbered('message', 1);
    const cause = { id, correlationId: id, recordedTime: '2026-11-02T09:00:00.000Z' };
    const key = await hop.engine.command<number, string>(
      numbered('person', 2),
      cause,
      ({ state, key: of }) => ({ outcome: applied(state + 50), result: of }),
    );
    expect(key).toBe(numbered('person', 1));
    await counts(hop, { 1: MERGE + 52, 2: 0 });
  });
}

const timersLeft = async (hop: Hop): Promise<number> => {
  const [row] = await hop.dataSource.query<Array<{ n: number }>>(
    'SELECT count(*)::int AS n FROM timer',
  );
  return row!.n;
};
