import { Injectable } from '@nestjs/common';
import { toPage, type Page, type PageQuery } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { RECORD_KNOWING_TERMS } from '../../waiting/waiting-record.store.js';
import { toWaitingView, type WaitingRow, type WaitingView } from './waitlist.dto.js';

const PAGE = `
  SELECT p.id, p.person_id, p.level, p.status, p.region, p.priority_class, p.priority_since,
         p.requested_at, p.wait_reason, p.version, p.attended, p.course, (
           SELECT jsonb_agg(jsonb_build_object('status', o.status, 'level', o.level,
             'priorityClass', o.priority_class, 'prioritySince', o.priority_since,
             'requestedAt', o.requested_at, 'attended', o.attended, 'course', o.course))
           FROM placement AS o WHERE o.person_id = p.person_id AND o.id <> p.id
             AND o.status IN ('requested', 'waitlisted', 'offered', 'confirmed')
         ) AS others, ${RECORD_KNOWING_TERMS} AS record, p.requested_at::text AS requested
  FROM placement AS p LEFT JOIN waiting_record AS w ON w.person_id = p.person_id
  WHERE p.status = 'waitlisted' AND ($1::text IS NULL OR p.level = $1)
    AND ($2::text IS NULL OR p.region = $2) AND ($7::text IS NULL OR p.wait_reason = $7)
    AND ($3::int IS NULL
         OR (p.priority_class, p.requested_at, p.id) > ($3::int, $4::timestamptz, $5::uuid))
  ORDER BY p.priority_class, p.requested_at, p.id LIMIT $6`;

export interface WaitlistFilter {
  readonly level?: string | undefined;
  readonly region?: string | undefined;
  readonly waitReason?: string | undefined;
}

@Injectable()
export class WaitlistReader {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  async page(filter: WaitlistFilter, { limit, after }: PageQuery): Promise<Page<WaitingView>> {
    const rows: WaitingRow[] = await this.#dataSource.query(PAGE, [
      filter.level ?? null,
      filter.region ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      after?.[2] ?? null,
      limit + 1,
      filter.waitReason ?? null,
    ]);
    const cursor = (row: WaitingRow) => [String(row.priority_class), row.requested, row.id];
    const now = new Date().toISOString();
    return toPage(rows, limit, cursor, (row) => toWaitingView(row, now));
  }
}
