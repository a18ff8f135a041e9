import { randomUUID } from 'node:crypto';
import { topicOf } from '@handrail/contracts';
import type { EventLog } from '@handrail/messaging';
import { EVENT_LOG } from '@handrail/platform';
import { eventually, readTopic, startTestServices, type TestServices } from '@handrail/testing';
import { DataSource } from 'typeorm';
import { MllpListener } from '../hl7v2/mllp/mllp-listener.js';
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

export interface Told {
  readonly id: string;
  readonly type: string;
  readonly key: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly data: Record<string, unknown>;
}

/** A running intake with its database and log, as its neighbours see it. */
export class RunningIntake {
  private constructor(private readonly services: TestServices) {}

  static async start(env: Readonly<Record<string, string>> = {}): Promise<RunningIntake> {
    return new RunningIntake(await startTestServices([intakeService], env));
  }

  get url(): string {
    return this.services.url('intake');
  }

  get mllpPort(): number {
    return this.services.service('intake').app.get(MllpListener).port;
  }

  get eventLog(): EventLog {
    return this.services.service('intake').app.get<EventLog>(EVENT_LOG);
  }

  get db(): DataSource {
    return this.services.service('intake').app.get(DataSource);
  }

  stop(): Promise<void> {
    return this.services.stop();
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
  async toldBecauseOf(...messageIds: readonly string[]): Promise<Told[]> {
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

let serial = 0;

/** A person nobody has named before. */
export const somebody = (system = 'urn:test:mrn') => ({
  identifiers: [{ system, value: `P${Date.now()}${(serial += 1)}` }],
  name: { family: 'Alder', given: ['Rowan'] },
  birthDate: '1980-01-02',
});

export const somewhere = (setting = 'withdrawal-management') => ({
  id: `V${Date.now()}${(serial += 1)}`,
  facility: 'lakeside',
  setting,
});

/** A CloudEvent of a made-up feed. */
export const event = <D extends object>(name: string, data: D, more: object = {}) => ({
  specversion: '1.0',
  id: randomUUID(),
  source: 'urn:test:feed',
  type: `handrail.inbound.${name}.v1`,
  datacontenttype: 'application/json',
  data,
  ...more,
});

export const cancellation = (of: { readonly source: string; readonly id: string }) =>
  event('event-cancelled', { cancels: { source: of.source, id: of.id } });

interface AdtParts {
  readonly control: string;
  readonly mrn: string;
  readonly visit?: string;
  readonly at?: string;
  readonly pv1?: Readonly<Record<number, string>>;
  readonly pid?: Readonly<Record<number, string>>;
  readonly more?: readonly string[];
}

const segment = (name: string, fields: Readonly<Record<number, string>>) => {
  const out: string[] = [name];
  for (const [at, text] of Object.entries(fields)) out[Number(at)] = text;
  return Array.from(out, (text) => text ?? '').join('|');
};

/** An ADT message of a made-up hospital. */
export const adt = (trigger: string, parts: AdtParts): string => {
  const at = parts.at ?? '20261107120000+0000';
  return [
    `MSH|^~\\&|CAREAPP|LAKESIDE|NET|HUB|${at}||ADT^${trigger}|${parts.control}|P|2.5.1`,
    `EVN|${trigger}|${at}`,
    segment('PID', { 3: `${parts.mrn}^^^LAKE&1.2.3&ISO^MR`, 5: 'ALDER^ROWAN', ...parts.pid }),
    segment('PV1', { 2: 'I', 10: 'DETOX', 19: parts.visit ?? `V${parts.mrn}`, ...parts.pv1 }),
    ...(parts.more ?? []),
    '',
  ].join('\r');
};
