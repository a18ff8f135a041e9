import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../eventually.js';
import { countAndTell, type HopRule, numbered } from '../hop/hop.js';
import { counts, type EngineBench, type HopService, NO_ROLES } from './engine-bench.js';
import { upTo } from './log-bench.js';
import { promise } from './promise.js';

const PERSONS = 20;

/** 30 events of each person, published while `fault` happens. */
async function throughFault(service: HopService, fault: () => Promise<void>): Promise<void> {
  const publish = (round: number) =>
    service.publish(...upTo(PERSONS).map((p) => service.input(p, round * PERSONS + p)));
  for (const round of upTo(10)) await publish(round);
  const happening = fault();
  for (const round of upTo(10)) {
    await publish(10 + round);
    await sleep(20);
  }
  await happening;
  for (const round of upTo(10)) await publish(20 + round);
}

function exact(service: HopService): void {
  for (const person of upTo(PERSONS)) {
    expect(service.consequences(person)).toEqual(upTo(30).map((n) => n * PERSONS + person));
  }
}

const THIRTY_EACH = Object.fromEntries(upTo(PERSONS).map((person) => [person, 30]));

/** Servers and processes die in the middle; the effects are the same. */
export function faultConformance(bench: EngineBench): void {
  promise('has the same effects when the database is killed in the middle', async () => {
    const service = await bench.service();
    const hop = await service.start();
    await throughFault(service, () => bench.restartDatabase());
    await eventually(() => service.settled(hop).then(() => true), { withinMs: 50_000 });
    await counts(hop, THIRTY_EACH);
    exact(service);
    await eventually(() => hop.engine.readiness().ready, { what: 'readiness' });
  });

  promise('has the same effects when the log is killed in the middle', async () => {
    const service = await bench.service();
    const hop = await service.start();
    await throughFault(service, () => bench.restartLog());
    await eventually(() => service.settled(hop).then(() => true), { withinMs: 50_000 });
    await counts(hop, THIRTY_EACH);
    await eventually(() => service.consequences(0).length === 30, { what: 'the output' });
    exact(service);
    await eventually(() => hop.engine.readiness().ready, { what: 'readiness', withinMs: 30_000 });
  });

  promise('has the same effects when processes come and go', async () => {
    const service = await bench.service();
    const first = await service.start();
    let second = first;
    await throughFault(service, async () => {
      second = await service.start();
      await service.end(first);
    });
    await service.settled(second);
    await counts(second, THIRTY_EACH);
    exact(service);
  });
}

/** A process that froze in the middle of a transaction delays its persons, and changes nothing. */
export function frozenConformance(bench: EngineBench): void {
  promise('ends a frozen writer, and refuses what it does when it wakes', async () => {
    const service = await bench.service();
    let wake = (): void => undefined;
    const awake = new Promise<void>((resolve) => (wake = resolve));
    let caught = false;
    const freezing: HopRule = async (event, at) => {
      if (event.id === numbered('event', 5)) {
        caught = true;
        await awake;
      }
      return countAndTell(event, at);
    };
    await service.publish(...upTo(10).map((n) => service.input(1, n)));
    // The tables are made by one whose transactions no slow moment ends.
    await service.end(await service.start({ roles: NO_ROLES }));
    const frozen = await service.start({ rule: freezing, idleInTransactionMs: 1_500 });
    await eventually(() => caught, { what: 'the rule to freeze' });
    const successor = await service.start();
    await counts(successor, { 1: 10 }, 40_000);
    wake();
    await service.publish(...upTo(10).map((n) => service.input(1, 10 + n)));
    await counts(successor, { 1: 20 }, 30_000);
    await service.settled(successor);
    expect(service.consequences(1)).toEqual(upTo(20));
    await eventually(() => frozen.engine.readiness().ready, { withinMs: 20_000, what: 'recovery' });
  });
}
