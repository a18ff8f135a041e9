import { Injectable } from '@nestjs/common';
import type { Page, PageQuery, SortKey } from '@handrail/platform';
import { toPage } from '@handrail/platform';
import { DataSource } from 'typeorm';
import type { JourneyItemDto, JourneyOrder } from './journey.dto.js';

/** What a journey is sorted by, in `PAGING`. */
export const JOURNEY_SORT: readonly SortKey[] = ['time', 'smallint', 'uuid'];

const COLUMNS =
  'i.event_id, i.person_id, i.at, i.recorded_at, i.rank, i.kind, i.title, i.caused_by, i.message_id, i.about';

const BY_PERSON = `
  SELECT ${COLUMNS} FROM journey_item i
  WHERE i.person_id =
    COALESCE((SELECT survivor_id FROM person_alias WHERE retired_id = $1::uuid), $1::uuid)`;

const BY_MESSAGE = `SELECT ${COLUMNS} FROM journey_item i WHERE i.message_id = $1`;

const PAGING: Readonly<Record<JourneyOrder, string>> = {
  'oldest-first': `
    AND ($2::timestamptz IS NULL OR (i.at, i.rank, i.event_id) > ($2, $3::smallint, $4::uuid))
    ORDER BY i.at, i.rank, i.event_id LIMIT $5`,
  'newest-first': `
    AND ($2::timestamptz IS NULL OR (i.at, i.rank, i.event_id) < ($2, $3::smallint, $4::uuid))
    ORDER BY i.at DESC, i.rank DESC, i.event_id DESC LIMIT $5`,
};

interface ItemRow {
  event_id: string;
  person_id: string;
  at: Date;
  recorded_at: Date;
  rank: number;
  kind: string;
  title: string;
  caused_by: string;
  message_id: string;
  about: Record<string, string>;
}

/** Reads journeys by the person, or by the message a chain of events began with. */
@Injectable()
export class JourneyReader {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  byPerson(personId: string, page: PageQuery, order: JourneyOrder): Promise<Page<JourneyItemDto>> {
    return this.#read(BY_PERSON + PAGING[order], personId, page);
  }

  byMessage(messageId: string, page: PageQuery): Promise<Page<JourneyItemDto>> {
    return this.#read(BY_MESSAGE + PAGING['oldest-first'], messageId, page);
  }

  async #read(sql: string, of: string, { limit, after }: PageQuery): Promise<Page<JourneyItemDto>> {
    const [at, rank, eventId] = after ?? [];
    const rows = await this.#database.query<ItemRow[]>(sql, [
      ...[of, at ?? null, rank ?? null, eventId ?? null],
      limit + 1,
    ]);
    return toPage(
      rows,
      limit,
      (row) => [row.at.toISOString(), String(row.rank), row.event_id],
      toDto,
    );
  }
}

const toDto = (row: ItemRow): JourneyItemDto => ({
  at: row.at.toISOString(),
  recordedAt: row.recorded_at.toISOString(),
  kind: row.kind,
  title: row.title,
  eventId: row.event_id,
  causedBy: row.caused_by,
  messageId: row.message_id,
  personId: row.person_id,
  about: row.about,
});
