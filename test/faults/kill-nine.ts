import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  ensureKeyFile,
  freePort,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '@handrail/platform';
import { startControlledKafka, type ControlledKafka } from '@handrail/testing';
import { randomOf } from '../random.js';
import { addProgram, DischargeLoad } from './discharge-load.js';
import { inspectAfterKills } from './inspect-after-kills.js';
import { SupervisedService } from './supervised-service.js';

// Two thousand detox discharges for five hundred places flow in while services, the broker and the
// database are killed at random moments. Afterwards everything is looked at from outside.

const { values: options } = parseArgs({
  options: {
    people: { type: 'string', default: '2000' },
    places: { type: 'string', default: '500' },
    kills: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    log: { type: 'string', default: 'kafka' },
  },
});
const SERVICES = ['intake', 'assessment', 'scheduling', 'outcomes', 'console'] as const;

const say = (line: string) => process.stdout.write(`${line}\n`);
const sleep = (ms: number) => new Promise((wait) => setTimeout(wait, ms));

interface Scene {
  readonly services: readonly SupervisedService[];
  readonly kafka: ControlledKafka | undefined;
  postgres: EmbeddedPostgres;
  readonly dataDir: string;
}

/** Kills one victim and brings it back, as a supervisor or a person would. */
async function killOne(scene: Scene, victim: string): Promise<void> {
  const service = scene.services.find((each) => each.name === victim);
  if (service) return service.kill9();
  if (victim === 'broker') {
    await scene.kafka!.control.kill9();
    await sleep(500);
    return await scene.kafka!.control.start();
  }
  const { port } = scene.postgres;
  await scene.postgres.kill9();
  await sleep(500);
  scene.postgres = await startEmbeddedPostgres({ dataDir: scene.dataDir, port });
}

async function openScene(folder: string): Promise<Scene> {
  const kafka = options.log === 'kafka' ? await startControlledKafka() : undefined;
  if (kafka && 'unavailable' in kafka) throw new Error(`there is no broker: ${kafka.unavailable}`);
  const dataDir = join(folder, 'postgres');
  const postgres = await startEmbeddedPostgres({ dataDir });
  const shared = {
    HANDRAIL_DATABASE_URL: postgres.url,
    HANDRAIL_EVENT_LOG: options.log,
    HANDRAIL_KAFKA_BROKERS: kafka?.brokers.join(',') ?? '',
    HANDRAIL_ALLOW_DRAFT_POLICY: 'true',
    HANDRAIL_MASTER_KEY_FILE: await ensureKeyFile(join(folder, 'master.key')),
    HANDRAIL_LOG_LEVEL: 'error',
  };
  const services: SupervisedService[] = [];
  for (const name of SERVICES) {
    const env = { ...shared, HANDRAIL_PORT: String(await freePort()) };
    const mllp = { HANDRAIL_MLLP_PORT: String(await freePort()) };
    services.push(new SupervisedService(name, { ...env, ...mllp }));
  }
  for (const service of services) service.start();
  for (const service of services) await service.untilReady();
  return { services, kafka, postgres, dataDir };
}

async function run(folder: string): Promise<boolean> {
  const random = randomOf(Number(options.seed));
  say(
    `seed ${options.seed}: ${options.people} people, ${options.places} places, on ${options.log}`,
  );
  const scene = await openScene(folder);
  try {
    const urlOf = (name: string) => scene.services.find((each) => each.name === name)!.url;
    const region = `kills-${options.seed}`;
    await addProgram(urlOf('scheduling'), region, Number(options.places));
    const load = new DischargeLoad(urlOf('intake'), region, Number(options.people));
    const flowing = load.run();
    const victims = [...SERVICES, ...(scene.kafka ? ['broker'] : []), 'postgres'];
    for (let kill = 1; kill <= Number(options.kills); kill += 1) {
      await sleep(500 + random() * 4_000);
      // Every kind of victim comes once before any comes twice.
      const victim = victims.splice(Math.floor(random() * victims.length), 1)[0]!;
      if (victims.length === 0) victims.push(...SERVICES, 'broker', 'postgres');
      say(`kill -9 ${victim} after ${load.acknowledged.size} acknowledged events`);
      await killOne(scene, victim);
    }
    await flowing;
    say(`all ${load.acknowledged.size} events are acknowledged, after ${load.retries} retries`);
    const problems = await inspectAfterKills({
      urlOf,
      region,
      acknowledged: load.acknowledged,
      people: Number(options.people),
      places: Number(options.places),
      databaseUrl: scene.postgres.url,
      say,
    });
    for (const problem of problems) say(`PROBLEM ${problem}`);
    return problems.length === 0;
  } finally {
    for (const service of scene.services.toReversed()) await service.stop();
    await scene.kafka?.close();
    await scene.postgres.stop();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'handrail-kills-'));
const ok = await run(folder).finally(() => rm(folder, { recursive: true, force: true }));
say(ok ? 'nothing was lost, nothing happened twice' : 'an invariant does not hold');
process.exit(ok ? 0 : 1);
