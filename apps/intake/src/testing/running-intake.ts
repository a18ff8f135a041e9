import { topicOf } from '@handrail/contracts';
import type { EventLog, Messaging } from '@handrail/messaging';
import { EVENT_LOG, MESSAGING } from '@handrail/platform';
import { eventually, readTopic, startTestServices, type TestServices } from '@handrail/testing';
import { DataSource } from 'typeorm';
import { FeedWatch } from '../feeds/feed-watch.js';
import { MllpListener } from '../mllp/mllp-listener.js';
import { intakeService } from '../index.js';
import type { MessageDto } from '../reads/messages/message.dto.js';
import type { PersonDto } from '../reads/persons/person.dto.js';

/** Any JSON of an answer; tests look at the fields they are about. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

export interface PublishedEvent {
  readonly id: string;
  readonly type: string;
  readonly key: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly data: Record<string, unknown>;
}

/** A running intake with its database and log, as its neighbours see it. */
export class RunningIntake {
  readonly #services: TestServices;

  private constructor(services: TestServices) {
    this.#services = services;
  }

  static async start(env: Readonly<Record<string, string>> = {}): Promise<RunningIntake> {
    return new RunningIntake(await startTestServices([intakeService], env));
  }

  get url(): string {
    return this.#services.url('intake');
  }

  get mllpPort(): number {
    return this.#services.service('intake').app.get(MllpListener).port;
  }

  get feedWatch(): FeedWatch {
    return this.#services.service('intake').app.get(FeedWatch);
  }

  provider<T>(token: new (...args: never[]) => T): T {
    return this.#services.service('intake').app.get(token);
  }

  get eventLog(): EventLog {
    return this.#services.service('intake').app.get<EventLog>(EVENT_LOG);
  }

  get messaging(): Messaging {
    return this.#services.service('intake').app.get<Messaging>(MESSAGING);
  }

  get db(): DataSource {
    return this.#services.service('intake').app.get(DataSource);
  }

  get settings(): Readonly<Record<string, unknown>> {
    return this.#services.service('intake').settings;
  }

  restart(): Promise<void> {
    return this.#services.restart('intake');
  }

  stop(): Promise<void> {
    return this.#services.stop();
  }

  async call(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(this.url + path, init);
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    const json = type.includes('json') ? (JSON.parse(text) as Record<string, unknown>) : {};
    return { status: response.status, type, text, json };
  }

  post(path: string, body: unknown, type: string, headers: Record<string, string> = {}) {
    return this.call(path, {
      method: 'POST',
      headers: { 'content-type': type, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  event(event: object): Promise<Answer> {
    return this.post('/v1/events', event, 'application/cloudevents+json');
  }

  /** Sends events one after another; each must be accepted. Answers the ids of their messages. */
  async send(...events: readonly object[]): Promise<string[]> {
    const ids: string[] = [];
    for (const event of events) {
      const { status, text, json } = await this.event(event);
      if (status !== 202) throw new Error(`an event was answered ${status}: ${text}`);
      ids.push((json['results'] as Array<{ messageId: string }>)[0]!.messageId);
    }
    return ids;
  }

  async hl7(message: string): Promise<string> {
    return (await this.post('/v1/hl7v2', message, 'application/hl7-v2')).text;
  }

  async message(id: string): Promise<MessageDto> {
    return (await this.call(`/v1/messages/${id}`)).json as unknown as MessageDto;
  }

  async messages(query: string): Promise<MessageDto[]> {
    return (await this.call(`/v1/messages?${query}`)).json['items'] as MessageDto[];
  }

  async person(identifier: { system: string; value: string }): Promise<PersonDto | undefined> {
    const query = encodeURIComponent(`${identifier.system}|${identifier.value}`);
    const { json } = await this.call(`/v1/persons?identifier=${query}`);
    return (json['items'] as PersonDto[])[0];
  }

  /** Everything published so far that was caused by these messages, in the order of each key. */
  async publishedBecauseOf(...messageIds: readonly string[]): Promise<PublishedEvent[]> {
    await eventually(async () => {
      const [row] = await this.db.query<Array<{ n: number }>>(
        'SELECT count(*)::int AS n FROM outbox WHERE published_at IS NULL',
      );
      return row!.n === 0;
    });
    const records = await readTopic(this.eventLog, topicOf('intake'));
    return records
      .map(({ key, value, headers }) => ({
        id: headers['ce_id']!,
        type: headers['ce_type']!,
        key: key!,
        correlationId: headers['ce_correlationid']!,
        causationId: headers['ce_causationid']!,
        data: JSON.parse(value!.toString()) as Record<string, unknown>,
      }))
      .filter(({ correlationId }) => messageIds.includes(correlationId));
  }
}
