import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BlackHole } from '@handrail/testing';
import { addProgram, DischargeLoad } from './discharge-load.js';
import { inspectAfterKills } from './inspect-after-kills.js';
import { pause, Scene } from './scene.js';
import type { SupervisedService } from './supervised-service.js';

// Discharges flow in while the network between the services and their database, their broker or both
// swallows every packet and resets nothing. After each time the network heals, every service has to be
// whole again within a minute by itself, or its liveness has to fail. All waits are those of the product.

const { values: options } = parseArgs({
  options: {
    people: { type: 'string', default: '150' },
    places: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '5,40' },
    log: { type: 'string', default: 'kafka' },
  },
});
const people = Number(options.people);
const places = Number(options.places);
const RECOVER_WITHIN_S = 60;
/** Long enough to see a service that is merely slow. */
const LOOK_FOR_S = 120;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** What was seen of a service since the network healed. */
interface Recovery {
  readonly service: SupervisedService;
  /** When it was last seen not to have done all of its work, in seconds. */
  lastWanting: number;
  isWhole: boolean;
  /** Its liveness has failed, so an orchestrator would have started it again. */
  isStuck: boolean;
}

/** Looks until this part of the load has gone through every service, twice in a row, or too long. */
async function untilWhole(scene: Scene, load: DischargeLoad, limit: number): Promise<Recovery[]> {
  const healedAt = performance.now();
  const seconds = () => (performance.now() - healedAt) / 1_000;
  const all = scene.services.map((service): Recovery => ({
    service,
    lastWanting: 0,
    isWhole: false,
    isStuck: false,
  }));
  for (let quiet = 0; quiet < 2 && seconds() < LOOK_FOR_S; await pause(250)) {
    const isIn = load.acknowledged.size >= limit;
    await Promise.all(
      all.map(async (each) => {
        const health = await each.service.health();
        each.isStuck ||= health === 'stuck';
        each.isWhole = health === 'whole';
        if (!each.isWhole) each.lastWanting = seconds();
      }),
    );
    quiet = isIn && all.every(({ isWhole }) => isWhole) ? quiet + 1 : 0;
  }
  return all;
}

/** Swallows for some seconds while the load flows; answers what did not recover in time. */
async function cutOff(
  scene: Scene,
  load: DischargeLoad,
  cut: { what: string; networks: readonly BlackHole[]; seconds: number; limit: number },
): Promise<string[]> {
  const { what, networks, seconds, limit } = cut;
  for (const network of networks) network.swallow();
  await pause(seconds * 1_000);
  for (const network of networks) network.heal();
  const all = await untilWhole(scene, load, limit);
  const list = all.map(({ service: { name }, lastWanting, isStuck }) => {
    const stuck = isStuck ? ', liveness failed' : '';
    return `${name} ${lastWanting.toFixed(1)} s${stuck}`;
  });
  const { size } = load.acknowledged;
  say(`${what} gone for ${seconds} s at ${size} events, all done again after: ${list.join('; ')}`);
  return all
    .filter(({ isWhole, isStuck, lastWanting }) => {
      return !isStuck && (!isWhole || lastWanting > RECOVER_WITHIN_S);
    })
    .map(({ service }) => `${service.name} was not whole a minute after ${what} came back`);
}

async function run(folder: string): Promise<boolean> {
  say(`${people} people, ${places} places, on ${options.log}`);
  const scene = await Scene.open({ folder, log: options.log, networks: true });
  try {
    const urlOf = (name: string) => scene.service(name).url;
    const region = 'half-open';
    await addProgram(urlOf('scheduling'), region, places);
    const load = new DischargeLoad(urlOf('intake'), region, people);
    const { database, broker } = scene.networks;
    const cuts: Array<readonly [string, readonly BlackHole[]]> = [
      ['the database', [database!]],
      ...(broker
        ? ([
            ['the broker', [broker]],
            ['both', [database!, broker]],
          ] as const)
        : []),
    ];
    const all = cuts.flatMap(([what, networks]) =>
      options.seconds.split(',').map((seconds) => ({ what, networks, seconds: Number(seconds) })),
    );
    const flowing = load.run();
    const problems: string[] = [];
    for (const [n, { what, networks, seconds }] of all.entries()) {
      // A share of the load for each time, so that something flows whenever packets begin to vanish.
      const limit = Math.floor(((n + 1) / all.length) * load.events);
      load.waitAt(limit);
      await pause(2_000);
      problems.push(...(await cutOff(scene, load, { what, networks, seconds, limit })));
    }
    load.waitAt(load.events);
    await flowing;
    say(`all ${load.acknowledged.size} events are acknowledged, after ${load.retries} retries`);
    const { acknowledged } = load;
    const { databaseUrl } = scene;
    problems.push(
      ...(await inspectAfterKills({
        ...{ urlOf, acknowledged, people, places, databaseUrl, say },
      })),
    );
    for (const problem of problems) say(`PROBLEM ${problem}`);
    return problems.length === 0;
  } finally {
    await scene.close();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'handrail-half-open-'));
const ok = await run(folder).finally(() =>
  rm(folder, { recursive: true, force: true, maxRetries: 10 }),
);
say(ok ? 'every service found back, nothing was lost' : 'an invariant does not hold');
process.exit(ok ? 0 : 1);
