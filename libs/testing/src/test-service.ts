import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  dropDatabase,
  ensureKeyFile,
  startService,
  type RunningService,
  type ServiceDefinition,
} from '@handrail/platform';
import { testServerUrl } from './database.js';

export interface TestServices {
  /** Base address of a running service, for example `http://127.0.0.1:40211`. */
  url(name: string): string;
  service(name: string): RunningService;
  /** Stops a service and starts it anew, on the same databases; `between` runs while it is not there. */
  restart(name: string, between?: () => Promise<unknown>): Promise<void>;
  /** The prefix of the databases these services share; `${prefix}log` is the event log. */
  readonly databasePrefix: string;
  /** Stops everything in reverse order and drops the databases. */
  stop(): Promise<void>;
}

/**
 * Starts services in this process, on free ports, on databases of their own and on the Postgres log
 * (or on the log `env` names); `envOf` sets what one of them has of its own. What a test sees is what `startService` gives everybody.
 */
export async function startTestServices(
  definitions: readonly ServiceDefinition[],
  env: Readonly<Record<string, string>> = {},
  envOf: (name: string) => Readonly<Record<string, string>> = () => ({}),
): Promise<TestServices> {
  const databasePrefix = `t${randomBytes(5).toString('hex')}_`;
  const running: RunningService[] = [];
  const keys = await mkdtemp(join(tmpdir(), 'handrail-keys-'));
  const masterKeyFile = await ensureKeyFile(join(keys, 'master.key'));
  const stop = async () => {
    for (const service of running.toReversed()) await service.stop();
    for (const name of [...definitions.map((d) => d.name), 'log'])
      await dropDatabase(testServerUrl(), databasePrefix + name);
    await rm(keys, { recursive: true, force: true });
  };
  const start = (definition: ServiceDefinition) =>
    startService(definition, {
      HANDRAIL_DATABASE_URL: testServerUrl(),
      HANDRAIL_DATABASE_PREFIX: databasePrefix,
      HANDRAIL_DATABASE_POOL: '5',
      HANDRAIL_PORT: '0',
      HANDRAIL_MLLP_PORT: '0',
      HANDRAIL_LOG_LEVEL: process.env['HANDRAIL_TEST_LOG_LEVEL'] ?? 'silent',
      HANDRAIL_ALLOW_DRAFT_POLICY: 'true',
      HANDRAIL_MASTER_KEY_FILE: masterKeyFile,
      HANDRAIL_ERASURE_LOG_FILE: join(keys, 'erasures.log'),
      ...env,
      ...envOf(definition.name),
    });
  try {
    for (const definition of definitions) running.push(await start(definition));
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
  const service = (name: string) => {
    const found = running.find((each) => each.name === name);
    if (!found) throw new Error(`the service ${name} is not part of this test`);
    return found;
  };
  const restart = async (name: string, between?: () => Promise<unknown>) => {
    const at = running.indexOf(service(name));
    await running[at]!.stop();
    await between?.();
    running[at] = await start(definitions.find((each) => each.name === name)!);
  };
  return { url: (name) => service(name).url, service, restart, databasePrefix, stop };
}
