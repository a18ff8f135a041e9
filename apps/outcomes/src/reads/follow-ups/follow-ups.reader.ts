import { Injectable } from '@nestjs/common';
import { toPage, type Page, type PageQuery, type SortKey } from '@handrail/platform';
import { DataSource } from 'typeorm';
import type { FollowUpDto } from './follow-ups.dto.js';

/** What windows are sorted by: when they close. */
export const FOLLOW_UP_SORT: readonly SortKey[] = ['time', 'uuid'];

/** Which windows are asked for; null asks for all. */
export interface FollowUpFilter {
  readonly personId: string | null;
  readonly status: string | null;
  /** Windows that close by this time, the next to close first. */
  readonly dueBy: string | null;
}

const SELECT = `
  SELECT follow_up_id, person_id, stay_id, days, discharged_at, due_at, status, met_at
  FROM follow_up
  WHERE ($1::uuid IS NULL OR person_id = $1)
    AND ($2::text IS NULL OR status = $2)
    AND ($3::timestamptz IS NULL OR due_at <= $3)`;

/** A worklist begins with what closes next; a record begins with the newest. */
const SOONEST_FIRST = `
    AND ($4::timestamptz IS NULL OR (due_at, follow_up_id) > ($4, $5::uuid))
  ORDER BY due_at, follow_up_id LIMIT $6`;
const NEWEST_FIRST = `
    AND ($4::timestamptz IS NULL OR (due_at, follow_up_id) < ($4, $5::uuid))
  ORDER BY due_at DESC, follow_up_id DESC LIMIT $6`;

interface FollowUpRow {
  follow_up_id: string;
  person_id: string;
  stay_id: string;
  days: number;
  discharged_at: Date;
  due_at: Date;
  status: string;
  met_at: Date | null;
}

/** Reads follow-up windows as a worklist, by when they close, or as a record, the newest first. */
@Injectable()
export class FollowUpsReader {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  async page(
    { personId, status, dueBy }: FollowUpFilter,
    { limit, after }: PageQuery,
  ): Promise<Page<FollowUpDto>> {
    const rows = await this.#database.query<FollowUpRow[]>(
      SELECT + (dueBy === null ? NEWEST_FIRST : SOONEST_FIRST),
      [personId, status, dueBy, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    return toPage(rows, limit, (row) => [row.due_at.toISOString(), row.follow_up_id], toDto);
  }
}

const toDto = (row: FollowUpRow): FollowUpDto => ({
  id: row.follow_up_id,
  personId: row.person_id,
  stayId: row.stay_id,
  windowDays: row.days,
  dischargedAt: row.discharged_at.toISOString(),
  dueAt: row.due_at.toISOString(),
  status: row.status,
  metAt: row.met_at?.toISOString() ?? null,
});
