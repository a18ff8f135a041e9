import { assessmentService } from '@handrail/assessment';
import { intakeService } from '@handrail/intake';
import type { EventLog, MessagingStatus } from '@handrail/messaging';
import { outcomesService } from '@handrail/outcomes';
import { EVENT_LOG, MESSAGING } from '@handrail/platform';
import { schedulingService } from '@handrail/scheduling';
import { eventually, startTestServices, type TestServices } from '@handrail/testing';
import { DataSource } from 'typeorm';

export const SERVICES = ['intake', 'assessment', 'scheduling', 'outcomes'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Everything that moves while something is still to be done; it stands still when nothing is. */
const WORK = `SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM outbox) AS n`;
const DUE = `SELECT count(*)::int AS n FROM timer WHERE due_at <= clock_timestamp()`;
const IN_LINE = `SELECT count(*)::int AS n FROM placement WHERE needs_look`;

/** The four services as they run, in this process, from empty, on databases of their own. */
export class FourServices {
  readonly #services: TestServices;

  private constructor(services: TestServices) {
    this.#services = services;
  }

  /** @param envOf what one of them has of its own */
  static async start(
    env: Readonly<Record<string, string>> = {},
    envOf?: (service: string) => Readonly<Record<string, string>>,
  ): Promise<FourServices> {
    const definitions = [intakeService, assessmentService, schedulingService, outcomesService];
    return new FourServices(await startTestServices(definitions, env, envOf));
  }

  stop(): Promise<void> {
    return this.#services.stop();
  }

  /** The prefix of their databases, for a console beside them. */
  get databasePrefix(): string {
    return this.#services.databasePrefix;
  }

  /** Starts a service anew, with something done while it is not there. */
  restart(service: ServiceName, between: () => Promise<unknown>): Promise<void> {
    return this.#services.restart(service, between);
  }

  url(service: ServiceName): string {
    return this.#services.url(service);
  }

  database(service: ServiceName): DataSource {
    return this.#services.service(service).app.get(DataSource);
  }

  log(): EventLog {
    return this.#services.service('intake').app.get<EventLog>(EVENT_LOG);
  }

  /** What a service answers to GET; throws when it refuses. */
  async get<T>(service: ServiceName, path: string): Promise<T> {
    const response = await fetch(this.url(service) + path);
    if (!response.ok) throw new Error(`${service} answered ${response.status} for ${path}`);
    return (await response.json()) as T;
  }

  /**
   * Waits until nothing is left to do: no service has anything to read, to tell, to look at or due, and
   * looking a second time finds that nothing was done in between.
   */
  async settled(): Promise<void> {
    await eventually(
      async () => {
        const before = await this.#done();
        if (!(await this.#isQuiet())) return false;
        return before === (await this.#done());
      },
      { withinMs: 120_000, everyMs: 50, what: 'every service to have done everything' },
    );
  }

  async #done(): Promise<string> {
    const counts = await Promise.all(SERVICES.map((name) => this.#count(name, WORK)));
    return counts.join();
  }

  async #isQuiet(): Promise<boolean> {
    for (const name of SERVICES) {
      const { lag, outbox } = await this.#status(name);
      if (lag.length > 0 || outbox.unpublished > 0) return false;
      if ((await this.#count(name, DUE)) > 0) return false;
    }
    return (await this.#count('scheduling', IN_LINE)) === 0;
  }

  #status(service: ServiceName): Promise<MessagingStatus> {
    const { app } = this.#services.service(service);
    return app.get<{ status(): Promise<MessagingStatus> }>(MESSAGING).status();
  }

  async #count(service: ServiceName, sql: string): Promise<number> {
    const [row] = await this.database(service).query<Array<{ n: number | string }>>(sql);
    return Number(row!.n);
  }
}
