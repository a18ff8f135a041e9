import { SettingsError } from '../config/settings.js';
import type { ServiceDefinition } from './service-definition.js';
import { startService, type RunningService } from './start-service.js';

/** A hung stop must not keep an orchestrator waiting; what is unfinished is safe in the database. */
const STOP_WITHIN_MS = 10_000;

/** Runs one service as a process until SIGINT or SIGTERM. Exit code 78 means wrong settings. */
export async function runMain(definition: ServiceDefinition): Promise<void> {
  let service: RunningService;
  try {
    service = await startService(definition);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${definition.name} cannot start: ${text}\n`);
    process.exit(error instanceof SettingsError ? 78 : 1);
  }
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    service.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
