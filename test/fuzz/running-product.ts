import { assessmentService } from '@handrail/assessment';
import { consoleService } from '@handrail/console';
import { intakeService } from '@handrail/intake';
import { outcomesService } from '@handrail/outcomes';
import { EVENT_LOG } from '@handrail/platform';
import { schedulingService } from '@handrail/scheduling';
import { freePort, startTestServices, type TestServices } from '@handrail/testing';
import type { EventLog } from '@handrail/messaging';
import { DataSource } from 'typeorm';

const DEFINITIONS = [
  intakeService,
  assessmentService,
  schedulingService,
  outcomesService,
  consoleService,
];
export const SERVICE_NAMES = DEFINITIONS.map(({ name }) => name);

/** The five services in this process, from empty; what a campaign sends goes through their real ports. */
export class RunningProduct {
  private constructor(
    private readonly services: TestServices,
    readonly mllpPort: number,
  ) {}

  static async start(env: Readonly<Record<string, string>>): Promise<RunningProduct> {
    const mllpPort = await freePort();
    const ports = await Promise.all(DEFINITIONS.map(() => freePort()));
    const addresses = Object.fromEntries(
      DEFINITIONS.map(({ name }, at) => [
        `HANDRAIL_${name.toUpperCase()}_URL`,
        `http://127.0.0.1:${ports[at]}`,
      ]),
    );
    const own = {
      ...{ HANDRAIL_DATABASE_POOL: '10', HANDRAIL_MLLP_PORT: String(mllpPort) },
      ...addresses,
      ...env,
    };
    const portOf = new Map(DEFINITIONS.map(({ name }, at) => [name as string, String(ports[at])]));
    const services = await startTestServices(DEFINITIONS, own, (name) => ({
      HANDRAIL_PORT: portOf.get(name)!,
    }));
    return new RunningProduct(services, mllpPort);
  }

  url(name: string): string {
    return this.services.url(name);
  }

  get urls(): Readonly<Record<string, string>> {
    return Object.fromEntries(SERVICE_NAMES.map((name) => [name, this.url(name)]));
  }

  get eventLog(): EventLog {
    return this.services.service('intake').app.get<EventLog>(EVENT_LOG);
  }

  get intakeDatabase(): DataSource {
    return this.services.service('intake').app.get(DataSource);
  }

  async json<T>(name: string, path: string): Promise<T> {
    const response = await fetch(this.url(name) + path);
    if (!response.ok) throw new Error(`${name} answered ${response.status} for ${path}`);
    return (await response.json()) as T;
  }

  stop(): Promise<void> {
    return this.services.stop();
  }
}
