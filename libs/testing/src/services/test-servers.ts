import { startTestPostgres, type TestPostgres } from './test-postgres.js';

/** What the test run started; the projects of one run share it, so it hangs on the process. */
interface Running {
  postgres?: TestPostgres;
  users: number;
}

const KEY = Symbol.for('handrail.test-servers');

function running(): Running {
  const holder = globalThis as { [KEY]?: Running };
  return (holder[KEY] ??= { users: 0 });
}

/** Called once per Jest project that needs servers; the first call starts them. */
export async function startTestServers(): Promise<void> {
  const services = running();
  services.users += 1;
  if (services.users > 1) return;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, endAfterStopping);
  services.postgres = await startTestPostgres();
  process.env['HANDRAIL_TEST_DATABASE_URL'] = services.postgres.url;
}

/** The last project to finish stops what the first one started. */
export async function stopTestServers(): Promise<void> {
  const services = running();
  services.users -= 1;
  if (services.users > 0) return;
  await services.postgres?.stop();
  delete services.postgres;
}

/** An interrupted run leaves no server behind. */
function endAfterStopping(signal: NodeJS.Signals): void {
  const services = running();
  void (services.postgres?.stop() ?? Promise.resolve()).finally(() => {
    process.kill(process.pid, signal);
  });
}
