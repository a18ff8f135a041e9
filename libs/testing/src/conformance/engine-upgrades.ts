import type { NewRecord } from '@handrail/messaging';
import { eventually } from '../eventually.js';
import { countAndTell, type Hop, type HopRule, numbered } from '../hop/hop.js';
import { HOP_RELEASES, type HopReleaseName } from '../hop/hop-releases.js';
import { counts, type EngineBench, type HopService, inbox } from './engine-bench.js';
import { upTo } from './log-bench.js';
import { promise } from './promise.js';

const PERSONS = 30;

/** Counts, and refuses what a reader of its release must never see. */
const ruleOf =
  (release: HopReleaseName): HopRule =>
  (event, at) => {
    const field = release === 'old' ? 'grams' : 'milligrams';
    if (event.type === HOP_RELEASES[release].type && typeof event.data[field] !== 'number')
      throw new Error(`${event.type} came without ${field}`);
    return countAndTell(event, at);
  };

const start = (service: HopService, release: HopReleaseName): Promise<Hop> =>
  service.start({ release, rule: ruleOf(release) });

/** Round `round` of the load: one event of each person, every third written by a new writer. */
const loadOf = (service: HopService, round: number, isMixed: boolean): NewRecord[] =>
  upTo(PERSONS).map((person) => {
    const event = round * PERSONS + person;
    if ((person + round) % 4 === 0) return service.input(person, event);
    return service.noted(person, event, isMixed && (person + round) % 3 === 0 ? 'new' : 'old');
  });

/** Everything was applied, once, in the order of each person. */
async function expectAll(service: HopService, hop: Hop, rounds: number): Promise<void> {
  await eventually(async () => (await hop.engine.status()).parked.count === 0, {
    withinMs: 60_000,
    what: 'nobody to wait for an upgrade',
  });
  await service.settled(hop);
  await counts(hop, Object.fromEntries(upTo(PERSONS).map((person) => [person, rounds])));
  for (const person of upTo(PERSONS))
    expect(service.consequences(person)).toEqual(
      upTo(rounds).map((round) => round * PERSONS + person),
    );
}

/** Releases that know different versions of an event share a database and a group. */
export function upgradeConformance(bench: EngineBench): void {
  promise('loses nothing when old and new processes run side by side', async () => {
    const service = await bench.service();
    const old = await start(service, 'old');
    const publish = async (from: number, to: number, isMixed: boolean) => {
      for (let round = from; round < to; round += 1)
        await service.publish(...loadOf(service, round, isMixed));
    };
    await publish(0, 4, false);
    await service.settled(old);
    const upgraded = await start(service, 'new');
    await publish(4, 12, true);
    await service.end(old);
    await publish(12, 16, true);
    await expectAll(service, upgraded, 16);
  });

  promise(
    'keeps what an old process cannot read until the upgrade, and again after a rollback',
    async () => {
      const service = await bench.service();
      let hop = await start(service, 'old');
      await service.publish(...loadOf(service, 0, false));
      await service.publish(...upTo(PERSONS).map((n) => service.noted(n, PERSONS + n, 'new')));
      await service.publish(...loadOf(service, 2, false));
      await service.settled(hop);

      expect(await inbox(hop, PERSONS, 2 * PERSONS)).toEqual([
        [PERSONS, 'parked', 'newer-version'],
        [2 * PERSONS, 'parked', 'behind-parked-event'],
      ]);
      const { parked } = await hop.engine.status();
      expect(parked).toEqual({ count: 2 * PERSONS, newerVersion: 2 * PERSONS });
      // Thirty persons wait for one cause, and the topic is read on: it is no fault of this release.
      expect(hop.engine.readiness()).toEqual({ ready: true, why: [] });
      expect(await hop.engine.retryParked(numbered('event', PERSONS))).toMatchObject({
        drained: 0,
      });

      const upgraded = await start(service, 'new');
      await expectAll(service, upgraded, 3);
      await service.end(upgraded);
      await service.publish(...loadOf(service, 3, true));
      await eventually(async () => (await hop.engine.status()).parked.count > 0);
      await service.settled(hop);
      await service.end(hop);
      hop = await start(service, 'new');
      await expectAll(service, hop, 4);
    },
  );

  promise('lets people give up an event that waits for an upgrade', async () => {
    const service = await bench.service();
    const hop = await start(service, 'old');
    await service.publish(service.noted(1, 1, 'new'), service.input(1, 2));
    await service.settled(hop);
    const done = await hop.engine.discardParked(numbered('event', 1), 'not needed any more');
    expect(done).toMatchObject({ disposition: 'discarded', drained: 1, remaining: 0 });
    await counts(hop, { 1: 1 });
  });
}
