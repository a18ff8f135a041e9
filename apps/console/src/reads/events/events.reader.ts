import { Injectable } from '@nestjs/common';
import { contractOf } from '@handrail/contracts';
import { toPage } from '@handrail/platform';
import type { PageQuery } from '@handrail/platform';
import { DataSource } from 'typeorm';
import type { PageAnswer } from '@handrail/contracts';
import type { EventDetail, EventRow } from '../../api/events.js';
import { survivorOf } from '../survivor.js';
import { EVENT_COLUMNS, toEventRow } from './event-row.js';
import type { EventRecord } from './event-row.js';

export interface EventFilter {
  readonly type?: string;
  readonly service?: string;
  readonly personId?: string;
  readonly correlationId?: string;
  readonly outcome?: string;
  readonly since?: string;
  readonly until?: string;
}

/** Most links a chain shows: a message that moved a whole queue has thousands. */
const CHAIN_LIMIT = 200;

@Injectable()
export class EventsReader {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  /** Newest received first. */
  async page(filter: EventFilter, page: PageQuery): Promise<PageAnswer<EventRow>> {
    const { where, params } = conditions(filter);
    if (page.after) where.push(`seq < $${params.push(page.after[0])}::bigint`);
    const rows = await this.#database.query<EventRecord[]>(
      `SELECT ${EVENT_COLUMNS} FROM recent_event
       ${where.length ? `WHERE ${where.join(' AND ')}` : ''}
       ORDER BY seq DESC LIMIT $${params.push(page.limit + 1)}`,
      params,
    );
    return toPage(rows, page.limit, (row) => [row.seq], toEventRow);
  }

  /** Everything with the same root message, oldest first. */
  chain(correlationId: string): Promise<EventRecord[]> {
    return this.#database.query<EventRecord[]>(
      `SELECT ${EVENT_COLUMNS} FROM recent_event WHERE correlation_id = $1
       ORDER BY seq LIMIT ${CHAIN_LIMIT}`,
      [correlationId],
    );
  }

  /** One event with its payload and everything of the same root; null when it is not kept. */
  async detail(id: string): Promise<EventDetail | null> {
    const [row] = await this.#database.query<EventRecord[]>(
      `SELECT ${EVENT_COLUMNS} FROM recent_event WHERE id = $1`,
      [id],
    );
    if (!row) return null;
    const chain = await this.chain(row.correlation_id);
    return {
      ...toEventRow(row),
      data: row.data,
      headers: headersOf(row),
      chain: chain.map(toEventRow),
      firesWhen: contractOf(row.type)?.firesWhen ?? null,
    };
  }
}

function conditions(filter: EventFilter): { where: string[]; params: unknown[] } {
  const where: string[] = [];
  const params: unknown[] = [];
  const add = (sql: (place: string) => string, value: string | undefined) => {
    if (value !== undefined) where.push(sql(`$${params.push(value)}`));
  };
  add((at) => `type = ${at}`, filter.type);
  add((at) => `service = ${at}`, filter.service);
  add((at) => `person_id = ${survivorOf(at)}`, filter.personId);
  add((at) => `correlation_id = ${at}`, filter.correlationId);
  add((at) => `outcome = ${at}`, filter.outcome);
  add((at) => `received_at >= ${at}::timestamptz`, filter.since);
  add((at) => `received_at < ${at}::timestamptz`, filter.until);
  return { where, params };
}

/** The attributes of the CloudEvents envelope under the names they have on Kafka. */
const headersOf = (row: EventRecord): Record<string, string> => ({
  ce_specversion: '1.0',
  ce_id: row.id,
  ce_source: row.source,
  ce_type: row.type,
  ce_time: row.time.toISOString(),
  ce_personkey: row.key,
  ce_causationid: row.causation_id,
  ce_correlationid: row.correlation_id,
  ce_recordedtime: row.recorded_time.toISOString(),
  ...(row.traceparent ? { ce_traceparent: row.traceparent } : {}),
});
