import type { EventLog } from '@handrail/messaging';
import { EVENT_LOG } from '@handrail/platform';
import { eventually, startTestServices, type TestServices } from '@handrail/testing';
import { DataSource } from 'typeorm';
import type { PageAnswer } from '@handrail/contracts';
import type { PublishingService } from '../api/names.js';
import type { EventRow } from '../api/events.js';
import { PUBLISHERS } from '../api/names.js';
import { consoleService } from '../index.js';
import { StreamHub } from '../stream/stream-hub.js';
import { FakeService } from './fake-services.js';
import type { Story } from './story.js';

export interface ServiceAnswer<T> {
  readonly status: number;
  readonly type: string;
  readonly headers: Headers;
  readonly text: string;
  readonly body: T;
}

/** A console with a database and log of its own; the four services are stand-ins. */
export class ConsoleUnderTest {
  readonly #services: TestServices;

  private constructor(
    services: TestServices,
    readonly fakes: Readonly<Record<PublishingService, FakeService>>,
  ) {
    this.#services = services;
  }

  static async start(env: Readonly<Record<string, string>> = {}): Promise<ConsoleUnderTest> {
    const started = await Promise.all(
      PUBLISHERS.map(async (name) => [name, await FakeService.start(name)] as const),
    );
    const fakes = Object.fromEntries(started) as Record<PublishingService, FakeService>;
    const services = await startTestServices([consoleService], {
      ...Object.fromEntries(
        started.map(([name, fake]) => [`HANDRAIL_${name.toUpperCase()}_URL`, fake.url]),
      ),
      ...env,
    });
    return new ConsoleUnderTest(services, fakes);
  }

  get url(): string {
    return this.#services.url('console');
  }

  get database(): DataSource {
    return this.#services.service('console').app.get(DataSource, { strict: false });
  }

  get eventLog(): EventLog {
    return this.#services.service('console').app.get<EventLog>(EVENT_LOG, { strict: false });
  }

  provider<T>(token: new (...args: never[]) => T): T {
    return this.#services.service('console').app.get(token, { strict: false });
  }

  /** Asks the console by HTTP, as the page does. */
  async get<T>(path: string, headers: Record<string, string> = {}): Promise<ServiceAnswer<T>> {
    return this.#answer<T>(await fetch(this.url + path, { headers }));
  }

  async post<T>(path: string, body: object): Promise<ServiceAnswer<T>> {
    return this.#answer<T>(
      await fetch(this.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
  }

  /** Publishes stories on the log and waits until the console has received every event of them. */
  async publish(...stories: readonly Story[]): Promise<void> {
    const events = stories.flatMap((story) => story.events);
    await this.eventLog.publish(events.map((event) => event.record));
    await eventually(
      async () => {
        const [row] = await this.database.query<{ kept: number }[]>(
          `SELECT count(*)::int AS kept FROM recent_event WHERE id = ANY($1::uuid[])`,
          [events.map((event) => event.id)],
        );
        return row?.kept === events.length;
      },
      { what: `the console to receive ${events.length} events`, withinMs: 20_000 },
    );
  }

  /** Ends every open stream, as a restart of the console does. */
  cutStreams(): void {
    this.provider(StreamHub).closeAll();
  }

  async events(query = ''): Promise<readonly EventRow[]> {
    return (await this.get<PageAnswer<EventRow>>(`/v1/console/events?limit=200${query}`)).body
      .items;
  }

  async stop(): Promise<void> {
    await this.#services.stop();
    for (const fake of Object.values(this.fakes)) await fake.stop();
  }

  async #answer<T>(response: Response): Promise<ServiceAnswer<T>> {
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    const body = (type.includes('json') ? JSON.parse(text) : null) as T;
    return { status: response.status, type, headers: response.headers, text, body };
  }
}
