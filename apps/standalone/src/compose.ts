import { assessmentService } from '@handrail/assessment';
import { consoleService } from '@handrail/console';
import { intakeService } from '@handrail/intake';
import { outcomesService } from '@handrail/outcomes';
import { startService, type RunningService, type ServiceDefinition } from '@handrail/platform';
import { schedulingService } from '@handrail/scheduling';
import {
  environmentOf,
  type DatabaseAddresses,
  type LocalSettings,
} from './local/local-settings.js';
import type { Opened } from './local/opened.js';
import type { Say } from './local/say.js';
import { SERVICE_NAMES, type LocalServiceName } from './local/service-ports.js';

const DEFINITIONS: Readonly<Record<LocalServiceName, ServiceDefinition>> = {
  intake: intakeService,
  assessment: assessmentService,
  scheduling: schedulingService,
  outcomes: outcomesService,
  console: consoleService,
};

/** Starts the five services in this process, one after the other. */
export async function startAll(
  settings: LocalSettings,
  database: DatabaseAddresses,
  opened: Opened,
  say: Say,
): Promise<ReadonlyMap<LocalServiceName, RunningService>> {
  const running = new Map<LocalServiceName, RunningService>();
  for (const name of SERVICE_NAMES) {
    if (opened.isClosing) break;
    const env = environmentOf(settings, name, database);
    const startedMs = performance.now();
    const service = await startService(DEFINITIONS[name], env);
    opened.add(name, () => service.stop());
    running.set(name, service);
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    say.line(`started ${name} (${seconds} s)`);
  }
  return running;
}
