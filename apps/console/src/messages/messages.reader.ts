import { Injectable } from '@nestjs/common';
import { Problem } from '@handrail/platform';
import type { PageAnswer } from '@handrail/contracts';
import type { Message, MessageJourney, ParkedOfMessage, MessageText } from './messages.view.js';
import type { Service } from '../api/names.js';
import { ParkedReader } from '../parked/parked.reader.js';
import { toEventRow } from '../reads/events/event-row.js';
import { EventsReader } from '../reads/events/events.reader.js';
import { PlacementsReader } from '../reads/placements/placements.reader.js';
import { ReassessmentsReader } from '../reads/reassessments/reassessments.reader.js';
import { answered, refused, silent } from '../services/answered.js';
import { array, object, string } from '../services/domain/json.js';
import { NoAnswer, ServiceClient } from '../services/service-client.js';
import { stepsOf } from './domain/message-steps.js';
import { readMessage, readMessageDetail } from './domain/read-message.js';

const MEANING = 'What became of its messages is not known here.';

/** Services that read what a message led to. */
const READERS = ['assessment', 'scheduling', 'outcomes'] as const satisfies readonly Service[];

/** Joins what intake says of a message with what the console saw of it. Nothing of it is kept. */
@Injectable()
export class MessagesReader {
  readonly #client: ServiceClient;
  readonly #events: EventsReader;
  readonly #reassessments: ReassessmentsReader;
  readonly #placements: PlacementsReader;
  readonly #parked: ParkedReader;

  constructor(
    client: ServiceClient,
    events: EventsReader,
    reassessments: ReassessmentsReader,
    placements: PlacementsReader,
    parked: ParkedReader,
  ) {
    this.#client = client;
    this.#events = events;
    this.#reassessments = reassessments;
    this.#placements = placements;
    this.#parked = parked;
  }

  /** Messages of intake, newest first. */
  async page(query: Readonly<Record<string, string | undefined>>): Promise<PageAnswer<Message>> {
    const asked = new URLSearchParams(
      Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined),
    );
    const body = object(
      await answered(
        'intake',
        () => this.#client.get('intake', `/v1/messages?${asked.toString()}`, 5_000),
        MEANING,
      ),
    );
    return {
      items: array(body['items']).flatMap((each) => readMessage(each) ?? []),
      nextCursor: string(body['nextCursor']),
    };
  }

  async view(id: string): Promise<MessageJourney> {
    const message = readMessageDetail(
      await answered(
        'intake',
        () => this.#client.get('intake', `/v1/messages/${id}`, 5_000),
        MEANING,
      ),
    );
    if (!message)
      throw new Problem(502, 'not-a-message', 'Intake answered something else', MEANING);
    const chain = await this.#events.chain(id);
    const named = (field: string) => [
      ...new Set(chain.flatMap(({ data }) => string(data[field]) ?? [])),
    ];
    const reassessments = await this.#reassessments.byIds(named('reassessmentId'));
    const placements = message.personId
      ? await this.#placements.ofReassessments(message.personId, named('reassessmentId'))
      : [];
    const { parked, unknown } = await this.#parkedOf(
      new Set([...message.produced, ...chain.map((event) => event.id)]),
    );
    const rows = chain.map(toEventRow);
    const events = { count: rows.length, firstAt: rows[0]?.receivedAt ?? null };
    return {
      at: new Date().toISOString(),
      message,
      steps: stepsOf(message, { events, reassessments, placements, parked, unknown }),
      chain: rows.map(({ id: eventId, type, service, time, title, outcome, causationId }) => ({
        ...{ id: eventId, type, service, time, title, outcome, causationId },
      })),
      ...{ reassessments, placements, parked, unknown },
    };
  }

  /** The bytes, read for a purpose that intake writes down. */
  async raw(id: string, reader: { by?: string; purpose: string }): Promise<MessageText> {
    const answer = await this.#client
      .post('intake', `/v1/messages/${id}/raw`, reader)
      .catch((error: unknown) => {
        throw error instanceof NoAnswer ? silent('intake', error.message, MEANING) : error;
      });
    if (answer.status >= 300) throw refused('intake', answer.status, answer.body);
    return { contentType: answer.type, text: answer.text };
  }

  /** What the other services hold back of these events. */
  async #parkedOf(
    eventIds: ReadonlySet<string>,
  ): Promise<{ parked: ParkedOfMessage[]; unknown: Service[] }> {
    if (eventIds.size === 0) return { parked: [], unknown: [] };
    const reads = await Promise.all(READERS.map((service) => this.#parked.read(service)));
    return {
      parked: reads.flatMap(({ service, items }) =>
        (items ?? [])
          .filter(({ eventId }) => eventIds.has(eventId))
          .map(({ id, eventId, cause, attempts, parkedAt }) => ({
            ...{ service, id, eventId, cause, attempts, parkedAt },
          })),
      ),
      unknown: reads.filter(({ items }) => items === null).map(({ service }) => service),
    };
  }
}
