import { join } from 'node:path';
import {
  ensureKeyFile,
  freePort,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '@handrail/platform';
import {
  openBlackHole,
  startControlledKafka,
  startKafkaBehindBlackHole,
  type BlackHole,
  type ControlledKafka,
} from '@handrail/testing';
import { SupervisedService } from './supervised-service.js';

const SERVICES = ['intake', 'assessment', 'scheduling', 'outcomes', 'console'] as const;

export interface SceneOptions {
  /** Where the database and the keys are kept. */
  readonly folder: string;
  readonly log: string;
  /** Puts a stretch of network in which packets can vanish before the database and the broker. */
  readonly networks?: boolean;
}

/** The whole product as processes, with a database and a broker a test may harm. */
export class Scene {
  #postgres: EmbeddedPostgres;
  readonly #dataDir: string;

  private constructor(
    readonly services: readonly SupervisedService[],
    readonly kafka: ControlledKafka | undefined,
    postgres: EmbeddedPostgres,
    dataDir: string,
    /** Empty unless they were asked for. */
    readonly networks: { readonly database?: BlackHole; readonly broker?: BlackHole },
  ) {
    this.#postgres = postgres;
    this.#dataDir = dataDir;
  }

  static async open({ folder, log, networks = false }: SceneOptions): Promise<Scene> {
    const broker = log === 'kafka' ? await openBroker(networks) : undefined;
    const dataDir = join(folder, 'postgres');
    const postgres = await startEmbeddedPostgres({ dataDir });
    const database = networks
      ? await openBlackHole({ server: { host: '127.0.0.1', port: postgres.port } })
      : undefined;
    const databaseUrl = new URL(postgres.url);
    if (database) databaseUrl.port = String(database.port);
    const services = await servicesOn({
      HANDRAIL_DATABASE_URL: databaseUrl.href,
      HANDRAIL_EVENT_LOG: log,
      HANDRAIL_KAFKA_BROKERS: broker?.kafka.brokers.join(',') ?? '',
      HANDRAIL_ALLOW_DRAFT_POLICY: 'true',
      HANDRAIL_MASTER_KEY_FILE: await ensureKeyFile(join(folder, 'master.key')),
      HANDRAIL_LOG_LEVEL: 'error',
    });
    const scene = new Scene(services, broker?.kafka, postgres, dataDir, {
      ...(database ? { database } : {}),
      ...(broker?.network ? { broker: broker.network } : {}),
    });
    try {
      for (const service of services) service.start();
      for (const service of services) await service.untilReady();
      return scene;
    } catch (error) {
      await scene.close();
      throw error;
    }
  }

  /** The database server itself, whatever stands before it. */
  get databaseUrl(): string {
    return this.#postgres.url;
  }

  service(name: string): SupervisedService {
    const found = this.services.find((each) => each.name === name);
    if (!found) throw new Error(`there is no service "${name}"`);
    return found;
  }

  /** Everything that can be killed. */
  get victims(): readonly string[] {
    return [...SERVICES, ...(this.kafka ? ['broker'] : []), 'postgres'];
  }

  /** Kills one victim that is up and brings it back, as a supervisor or a person would. */
  async killOne(victim: string): Promise<void> {
    if (victim === 'broker') {
      await this.kafka!.control.kill9();
      await pause(500);
      return await this.kafka!.control.start();
    }
    if (victim !== 'postgres') return this.service(victim).kill9();
    const { port } = this.#postgres;
    await this.#postgres.kill9();
    await pause(500);
    this.#postgres = await startEmbeddedPostgres({ dataDir: this.#dataDir, port });
  }

  async close(): Promise<void> {
    for (const service of this.services.toReversed()) await service.stop();
    await this.kafka?.close();
    await this.networks.broker?.close();
    await this.networks.database?.close();
    await this.#postgres.stop();
  }
}

async function openBroker(
  behindNetwork: boolean,
): Promise<{ kafka: ControlledKafka; network?: BlackHole }> {
  const started = behindNetwork
    ? await startKafkaBehindBlackHole()
    : await startControlledKafka().then((kafka) => ('unavailable' in kafka ? kafka : { kafka }));
  if ('unavailable' in started) throw new Error(`there is no broker: ${started.unavailable}`);
  return started;
}

async function servicesOn(shared: Readonly<Record<string, string>>): Promise<SupervisedService[]> {
  const services: SupervisedService[] = [];
  for (const name of SERVICES) {
    const env = { ...shared, HANDRAIL_PORT: String(await freePort()) };
    const mllp = { HANDRAIL_MLLP_PORT: String(await freePort()) };
    services.push(new SupervisedService(name, { ...env, ...mllp }));
  }
  return services;
}

export const pause = (ms: number) => new Promise((wait) => setTimeout(wait, ms));
