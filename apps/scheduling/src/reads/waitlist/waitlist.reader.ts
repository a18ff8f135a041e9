import { Injectable } from '@nestjs/common';
import { toPage, type Page, type PageQuery } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { toWaitingView, type WaitingRow, type WaitingView } from './waitlist.dto.js';

const PAGE = `
  SELECT id, person_id, level, region, priority_class, priority_since, requested_at, wait_reason,
         requested_at::text AS requested
  FROM placement
  WHERE status = 'waitlisted' AND ($1::text IS NULL OR level = $1)
    AND ($2::text IS NULL OR region = $2)
    AND ($3::int IS NULL
         OR (priority_class, requested_at, id) > ($3::int, $4::timestamptz, $5::uuid))
  ORDER BY priority_class, requested_at, id LIMIT $6`;

@Injectable()
export class WaitlistReader {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  async page(
    filter: { level?: string; region?: string },
    { limit, after }: PageQuery,
  ): Promise<Page<WaitingView>> {
    const rows: WaitingRow[] = await this.#dataSource.query(PAGE, [
      filter.level ?? null,
      filter.region ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      after?.[2] ?? null,
      limit + 1,
    ]);
    const cursor = (row: WaitingRow) => [String(row.priority_class), row.requested, row.id];
    return toPage(rows, limit, cursor, toWaitingView);
  }
}
