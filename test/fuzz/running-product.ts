import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createKafkaEventLog,
  createPostgresEventLog,
  topicSpecs,
  type EventLog,
} from '@handrail/messaging';
import { createLogger, dropDatabase, ensureDatabase, ensureKeyFile } from '@handrail/platform';
import {
  freePort,
  isSecuredRun,
  kafkaSecurityOfRun,
  kafkaSettingsOf,
  testServerUrl,
} from '@handrail/testing';
import pg from 'pg';
import { ServiceProcess } from './service-process.js';

export const SERVICE_NAMES = ['intake', 'assessment', 'scheduling', 'outcomes', 'console'] as const;

/**
 * The five services as processes, from empty; what a campaign sends goes through their real ports. The log
 * and the database of intake are also there for the campaign itself, on connections of its own.
 */
export class RunningProduct {
  readonly #services: readonly ServiceProcess[];
  readonly #removeData: () => Promise<void>;

  private constructor(
    services: readonly ServiceProcess[],
    readonly mllpPort: number,
    readonly eventLog: EventLog,
    readonly intakeDatabase: pg.Pool,
    removeData: () => Promise<void>,
  ) {
    this.#services = services;
    this.#removeData = removeData;
  }

  static async start(env: Readonly<Record<string, string>>): Promise<RunningProduct> {
    const server = testServerUrl();
    const prefix = `t${randomBytes(5).toString('hex')}_`;
    const folder = await mkdtemp(join(tmpdir(), 'handrail-fuzz-product-'));
    const mllpPort = await freePort();
    const ports = await Promise.all(SERVICE_NAMES.map(() => freePort()));
    const urls = ports.map((port) => `http://127.0.0.1:${port}`);
    const addresses = SERVICE_NAMES.map((name, at) => [
      `HANDRAIL_${name.toUpperCase()}_URL`,
      urls[at]!,
    ]);
    const shared = {
      HANDRAIL_DATABASE_URL: server,
      HANDRAIL_DATABASE_PREFIX: prefix,
      HANDRAIL_MLLP_PORT: String(mllpPort),
      HANDRAIL_LOG_LEVEL: process.env['HANDRAIL_TEST_LOG_LEVEL'] ?? 'silent',
      HANDRAIL_ALLOW_DRAFT_POLICY: 'true',
      HANDRAIL_MASTER_KEY_FILE: await ensureKeyFile(join(folder, 'master.key')),
      ...Object.fromEntries(addresses),
      ...env,
    };
    // Brokers that ask let no service make topics.
    if (env['HANDRAIL_KAFKA_BROKERS'] && isSecuredRun()) await makeTopics(server, prefix, env);
    const services = SERVICE_NAMES.map(
      (name, at) =>
        new ServiceProcess(name, urls[at]!, {
          ...{ ...shared, ...kafkaSettingsOf(name), HANDRAIL_PORT: String(ports[at]) },
        }),
    );
    const removeData = async () => {
      for (const name of [...SERVICE_NAMES, 'log']) await dropDatabase(server, prefix + name);
      await rm(folder, { recursive: true, force: true });
    };
    try {
      await Promise.all(services.map((service) => service.untilReady()));
    } catch (error) {
      await Promise.all(services.map((service) => service.stop()));
      await removeData();
      throw error;
    }
    const connectionString = await ensureDatabase(server, `${prefix}intake`);
    return new RunningProduct(
      services,
      mllpPort,
      await openLog(server, prefix, env),
      new pg.Pool({ connectionString, max: 2 }),
      removeData,
    );
  }

  url(name: string): string {
    return this.#services.find((service) => service.name === name)!.url;
  }

  get urls(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#services.map(({ name, url }) => [name, url]));
  }

  /** Services that ended although nobody stopped them. */
  get ended(): readonly string[] {
    return this.#services.flatMap(({ ended }) => ended ?? []);
  }

  async json<T>(name: string, path: string): Promise<T> {
    const response = await fetch(this.url(name) + path);
    if (!response.ok) throw new Error(`${name} answered ${response.status} for ${path}`);
    return (await response.json()) as T;
  }

  async stop(): Promise<void> {
    await Promise.all([this.eventLog.close(), this.intakeDatabase.end()]);
    await Promise.all(this.#services.map((service) => service.stop()));
    await this.#removeData();
  }
}

async function makeTopics(...where: Parameters<typeof openLog>): Promise<void> {
  const log = await openLog(...where);
  await log.ensureTopics(topicSpecs());
  await log.close();
}

function openLog(
  server: string,
  prefix: string,
  env: Readonly<Record<string, string>>,
): Promise<EventLog> | EventLog {
  const logger = createLogger({ level: 'silent' });
  const brokers = env['HANDRAIL_KAFKA_BROKERS']?.split(',');
  if (brokers)
    return createKafkaEventLog({
      brokers,
      clientId: 'handrail-fuzz',
      logger,
      ...kafkaSecurityOfRun(),
    });
  const url = new URL(server);
  url.pathname = `/${prefix}log`;
  return createPostgresEventLog({ url: url.href, logger });
}
