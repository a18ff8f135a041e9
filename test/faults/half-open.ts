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
    people: { type: 'string', default: '400' },
    places: { type: 'string', default: '100' },
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

interface Recovery {
  readonly name: string;
  readonly seconds: number;
  readonly how: 'by itself' | 'liveness failed' | 'not at all';
}

/** When a service does all of its work again, or says by its liveness that it never will. */
async function recoveryOf(service: SupervisedService, healedAt: number): Promise<Recovery> {
  const { name } = service;
  const seconds = () => (performance.now() - healedAt) / 1_000;
  while (seconds() < LOOK_FOR_S) {
    const health = await service.health();
    if (health === 'stuck') return { name, seconds: seconds(), how: 'liveness failed' };
    if (health === 'ready') return { name, seconds: seconds(), how: 'by itself' };
    await pause(250);
  }
  return { name, seconds: seconds(), how: 'not at all' };
}

/** Swallows for some seconds while the load flows; answers what did not recover in time. */
async function cutOff(
  scene: Scene,
  what: string,
  networks: readonly BlackHole[],
  seconds: number,
): Promise<string[]> {
  for (const network of networks) network.swallow();
  await pause(seconds * 1_000);
  for (const network of networks) network.heal();
  const healedAt = performance.now();
  const all = await Promise.all(scene.services.map((each) => recoveryOf(each, healedAt)));
  const list = all.map(({ name, seconds: took, how }) => `${name} ${took.toFixed(1)} s (${how})`);
  say(`${what} gone for ${seconds} s, whole again after: ${list.join(', ')}`);
  return all
    .filter(({ seconds: took, how }) => how === 'not at all' || took > RECOVER_WITHIN_S)
    .map(({ name }) => `${name} was not whole ${RECOVER_WITHIN_S} s after ${what} came back`);
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
      load.waitAt(Math.floor(((n + 1) / all.length) * load.events));
      await pause(2_000);
      problems.push(...(await cutOff(scene, what, networks, seconds)));
    }
    load.waitAt(load.events);
    await flowing;
    say(`all ${load.acknowledged.size} events are acknowledged, after ${load.retries} retries`);
    const { acknowledged } = load;
    const { databaseUrl } = scene;
    problems.push(
      ...(await inspectAfterKills({
        ...{ urlOf, region, acknowledged, people, places, databaseUrl, say },
      })),
    );
    for (const problem of problems) say(`PROBLEM ${problem}`);
    return problems.length === 0;
  } finally {
    await scene.close();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'handrail-half-open-'));
const ok = await run(folder).finally(() => rm(folder, { recursive: true, force: true }));
say(ok ? 'every service found back, nothing was lost' : 'an invariant does not hold');
process.exit(ok ? 0 : 1);
