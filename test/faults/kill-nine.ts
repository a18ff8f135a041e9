import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { eventually } from '@handrail/testing';
import { randomOf } from '../random.js';
import { DeskLoad } from './desk-load.js';
import { addProgram, DischargeLoad, EVENTS_EACH } from './discharge-load.js';
import { inspectAfterKills } from './inspect-after-kills.js';
import { planKills } from './kill-plan.js';
import { Scene } from './scene.js';

// Two thousand detox discharges for five hundred places flow in while services, the broker and the
// database are killed, spread evenly over the load. Meanwhile desks answer offers of every fourth place, keep
// places, release them and end some. Afterwards everything is looked at from outside.

const { values: options } = parseArgs({
  options: {
    people: { type: 'string', default: '2000' },
    places: { type: 'string', default: '500' },
    kills: { type: 'string', default: '40' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    log: { type: 'string', default: 'kafka' },
  },
});
const people = Number(options.people);
const places = Number(options.places);

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Kills as planned while the load flows; it waits for a kill that is late at the place of the next. */
async function killAlong(scene: Scene, load: DischargeLoad): Promise<Map<string, number>> {
  const plan = planKills({
    victims: scene.victims,
    kills: Number(options.kills),
    events: load.events,
    random: randomOf(Number(options.seed)),
  });
  const counts = new Map<string, number>();
  for (const [n, { victim, at }] of plan.entries()) {
    load.waitAt(plan[n + 1]?.at ?? load.events);
    await eventually(() => load.acknowledged.size >= at, {
      withinMs: 600_000,
      what: `${at} acknowledged events`,
    });
    // Only what is up can be killed.
    const service = scene.services.find((each) => each.name === victim);
    await service?.untilReady();
    const count = (counts.get(victim) ?? 0) + 1;
    counts.set(victim, count);
    const place = `${load.acknowledged.size} of ${load.events} acknowledged events (planned ${at})`;
    say(`kill ${n + 1} of ${plan.length}: -9 ${victim}, its ${count}., after ${place}`);
    await scene.killOne(victim);
  }
  return counts;
}

async function run(folder: string): Promise<boolean> {
  say(`seed ${options.seed}: ${people} people, ${places} places, on ${options.log}`);
  const scene = await Scene.open({ folder, log: options.log });
  try {
    const urlOf = (name: string) => scene.service(name).url;
    const region = `kills-${options.seed}`;
    const asked = { places: Math.floor(places / 4), id: `${region}-asked` };
    await addProgram(urlOf('scheduling'), region, places - asked.places);
    const byOffer = { id: asked.id, acceptance: 'by-offer' };
    await addProgram(urlOf('scheduling'), region, asked.places, byOffer);
    const load = new DischargeLoad(urlOf('intake'), region, people);
    const desks = new DeskLoad(
      urlOf('scheduling'),
      { takesAll: region, isAsked: asked.id },
      randomOf(Number(options.seed) + 1),
    );
    const flowing = load.run();
    const acting = desks.run();
    const counts = await killAlong(scene, load);
    await flowing;
    desks.stop();
    await acting;
    say([...counts].map(([victim, count]) => `${victim} ${count}`).join(', '));
    say(`all ${load.acknowledged.size} events are acknowledged, after ${load.retries} retries`);
    const { acknowledged } = load;
    const { databaseUrl } = scene;
    const problems = await inspectAfterKills({
      ...{ urlOf, acknowledged, people, places, databaseUrl, say, desks },
    });
    for (const problem of problems) say(`PROBLEM ${problem}`);
    return problems.length === 0 && load.acknowledged.size === people * EVENTS_EACH;
  } finally {
    await scene.close();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'handrail-kills-'));
const ok = await run(folder).finally(() =>
  rm(folder, { recursive: true, force: true, maxRetries: 10 }),
);
say(ok ? 'nothing was lost, nothing happened twice' : 'an invariant does not hold');
process.exit(ok ? 0 : 1);
