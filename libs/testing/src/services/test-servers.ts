import type { KafkaForTests } from '../kafka/controlled-kafka.js';
import { findSharedBrowser } from '../browser/shared-browser.js';
import { startSharedKafka } from '../kafka/shared-kafka.js';
import { type GlobalRun, partOf, type ProjectRun, runNeeds } from '../tests-of-run.js';
import { startTestPostgres, type TestPostgres } from './test-postgres.js';

/** What the test run started; the projects of one run share it, so it hangs on the process. */
interface Running {
  postgres?: TestPostgres;
  kafka?: KafkaForTests | undefined;
  users: number;
}

const KEY = Symbol.for('handrail.test-servers');

function running(): Running {
  const holder = globalThis as { [KEY]?: Running };
  return (holder[KEY] ??= { users: 0 });
}

/** Called once per Jest project that needs servers; the first call starts them. */
export async function startTestServers(run: GlobalRun, project: ProjectRun): Promise<void> {
  const services = running();
  services.users += 1;
  if (services.users === 1) {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, endAfterStopping);
    services.postgres = await startTestPostgres();
    process.env['HANDRAIL_TEST_DATABASE_URL'] = services.postgres.url;
  }
  const part = partOf(run, project);
  if (runNeeds('browser', part)) await findSharedBrowser();
  if (!services.kafka && runNeeds('kafka', part)) services.kafka = await startSharedKafka();
}

/** The last project to finish stops what the first one started. */
export async function stopTestServers(): Promise<void> {
  const services = running();
  services.users -= 1;
  if (services.users > 0) return;
  await stopAll(services);
}

async function stopAll(services: Running): Promise<void> {
  await Promise.all([services.postgres?.stop(), services.kafka?.close()]);
  delete services.postgres;
  delete services.kafka;
}

/** An interrupted run leaves no server behind. */
function endAfterStopping(signal: NodeJS.Signals): void {
  void stopAll(running()).finally(() => {
    process.kill(process.pid, signal);
  });
}
