import { Injectable } from '@nestjs/common';
import { wordsOf } from '@handrail/contracts';
import { DataSource } from 'typeorm';
import type { Found, SearchResult } from '../api/journey.js';
import { readMessage, type Message } from '../messages/domain/read-message.js';
import { ServiceClient } from '../services/service-client.js';
import { survivorOf } from '../reads/survivor.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** The short form the page shows: the last eight digits, since the first ones are only a time. */
const SHORT = /^[0-9a-f]{8}$/;

/** Somebody waits for this one answer: a slow one is better than none. */
const ASKED_MS = 5_000;

/** Finds out what an id is: person, event, source message, reassessment or placement. */
@Injectable()
export class SearchReader {
  readonly #database: DataSource;
  readonly #client: ServiceClient;

  constructor(database: DataSource, client: ServiceClient) {
    this.#database = database;
    this.#client = client;
  }

  /**
   * Whatever a text may be: an id of the console's own, or what a sender called a message. A control id
   * may look like an id of ours (a bundle and an event often have such), so intake is asked in any case
   * where the console knows nothing of it.
   */
  async find(text: string): Promise<SearchResult> {
    const wanted = text.trim().replace(/^[…. ]+/, '');
    const lower = wanted.toLowerCase();
    if (SHORT.test(lower)) {
      const found = await this.#byShortForm(lower);
      if (found.length > 0) return { items: found, unknown: [] };
    }
    const known = UUID.test(lower) ? await this.#byId(lower) : [];
    if (known.length > 0) return { items: known, unknown: [] };
    const paths = [
      ...(UUID.test(lower) ? [`/v1/messages/${lower}`] : []),
      `/v1/messages?limit=20&controlId=${encodeURIComponent(text.trim())}`,
    ];
    const asked = await Promise.all(paths.map((path) => this.#messages(path)));
    const items = asked.flatMap((each) => each ?? []);
    return {
      items: [...new Map(items.map((each) => [each.messageId, each])).values()],
      unknown: asked.includes(null) ? ['intake'] : [],
    };
  }

  async #byShortForm(short: string): Promise<Found[]> {
    const rows = await this.#database.query<{ person_id: string }[]>(
      `SELECT person_id FROM recent_event WHERE right(person_id::text, 8) = $1
       UNION SELECT survivor_id FROM merged_person WHERE right(retired_id::text, 8) = $1
       LIMIT 20`,
      [short],
    );
    return rows.map((row) => person(row.person_id));
  }

  async #byId(id: string): Promise<Found[]> {
    const [row] = await this.#database.query<
      {
        is_person: boolean;
        survivor: string;
        event_type: string | null;
        event_person: string | null;
        event_data: Record<string, unknown> | null;
        message_person: string | null;
        is_message: boolean;
        reassessment_person: string | null;
        placement_person: string | null;
      }[]
    >(
      `SELECT EXISTS (SELECT FROM recent_event WHERE person_id = $1::uuid)
           OR EXISTS (SELECT FROM reassessment_row WHERE person_id = $1::uuid)
           OR EXISTS (SELECT FROM placement_row WHERE person_id = $1::uuid)
           OR EXISTS (SELECT FROM merged_person WHERE retired_id = $1::uuid) AS is_person,
         ${survivorOf('$1')} AS survivor,
         e.type AS event_type, e.person_id AS event_person, e.data AS event_data,
         (SELECT person_id FROM recent_event
          WHERE correlation_id = $1::text AND person_id IS NOT NULL LIMIT 1) AS message_person,
         EXISTS (SELECT FROM recent_event WHERE correlation_id = $1::text) AS is_message,
         (SELECT person_id FROM reassessment_row WHERE id = $1::uuid) AS reassessment_person,
         (SELECT person_id FROM placement_row WHERE id = $1::uuid) AS placement_person
       FROM (SELECT) one LEFT JOIN recent_event e ON e.id = $1::uuid`,
      [id],
    );
    const found: Found[] = [];
    if (row?.is_person) found.push(person(row.survivor));
    if (row?.event_type)
      found.push({
        kind: 'event',
        personId: row.event_person,
        eventId: id,
        messageId: null,
        label: wordsOf(row.event_type, row.event_data ?? {}).title,
      });
    if (row?.is_message) found.push(other('message', row.message_person, 'Source message', id));
    if (row?.reassessment_person)
      found.push(other('reassessment', row.reassessment_person, 'Reassessment', id));
    if (row?.placement_person)
      found.push(other('placement', row.placement_person, 'Placement', id));
    return found;
  }

  /** Messages that led to no event are known to intake only; null when it does not answer. */
  async #messages(path: string): Promise<Found[] | null> {
    const answer = await this.#client.get('intake', path, ASKED_MS).catch(() => null);
    if (!answer || answer.status >= 500) return null;
    if (answer.status !== 200) return [];
    const { items } = answer.body as { items?: unknown };
    return (Array.isArray(items) ? items : [answer.body]).flatMap((value) => {
      const message = readMessage(value);
      return message ? [foundMessage(message)] : [];
    });
  }
}

const foundMessage = ({ id, personId, disposition, type, source }: Message): Found => ({
  kind: 'message',
  personId,
  eventId: null,
  messageId: id,
  label: `Message ${disposition}: ${type} from ${source}`,
});

const person = (id: string): Found => ({
  kind: 'person',
  personId: id,
  eventId: null,
  messageId: null,
  label: 'Person',
});

const other = (kind: Found['kind'], personId: string | null, label: string, id: string): Found => ({
  kind,
  personId,
  eventId: null,
  messageId: kind === 'message' ? id : null,
  label,
});
