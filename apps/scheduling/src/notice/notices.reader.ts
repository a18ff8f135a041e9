import { Injectable } from '@nestjs/common';
import { toPage, type Page, type PageQuery } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { DAYS, EXCEPTIONS, OFFERS, WAITED, type DayRow, type WaitedRow } from './evidence.sql.js';
import {
  toNoticeView,
  type CapacityNoticeView,
  type ListedNotice,
  type NoticeEvidenceView,
} from './notices.dto.js';

const LISTED = `
  SELECT n.id, n.program_id, p.name AS program_name, n.level, n.taken, n.capacity, n.reached_at, n.due_at,
         n.given_at, n.ended_at, n.version, n.reached_at::text AS reached
  FROM capacity_notice AS n JOIN program AS p ON p.id = n.program_id`;

const PAGE = `${LISTED}
  WHERE ($1::boolean IS NULL OR (n.given_at IS NULL) = $1)
    AND ($2::timestamptz IS NULL OR (n.reached_at, n.id) < ($2::timestamptz, $3::uuid))
  ORDER BY n.reached_at DESC, n.id DESC LIMIT $4`;

/** So many people are listed in an evidence file; how many there were is said beside it. */
const LISTED_AT_MOST = 1_000;

type Row = ListedNotice & { readonly reached: string };

/** Notices to the State, and the file of evidence behind each. */
@Injectable()
export class NoticeReader {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  async page(
    isOpen: boolean | undefined,
    { limit, after }: PageQuery,
  ): Promise<Page<CapacityNoticeView>> {
    const params = [isOpen ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1];
    const rows = await this.#dataSource.query<Row[]>(PAGE, params);
    const now = new Date().toISOString();
    return toPage(
      rows,
      limit,
      ({ reached, id }) => [reached, id],
      (row) => toNoticeView(row, now),
    );
  }

  async byId(id: string): Promise<CapacityNoticeView | undefined> {
    const [row] = await this.#dataSource.query<Row[]>(`${LISTED} WHERE n.id = $1`, [id]);
    return row && toNoticeView(row, new Date().toISOString());
  }

  /** What shows that a program was full, who waited for it how long, and what was offered. */
  async evidence(id: string): Promise<NoticeEvidenceView | undefined> {
    const notice = await this.byId(id);
    if (!notice) return undefined;
    const of = <T>(sql: string, ...more: unknown[]): Promise<T[]> =>
      this.#dataSource.query(sql, [notice.programId, notice.reachedAt, ...more]);
    const days = await of<DayRow>(DAYS);
    const waited = await of<WaitedRow>(WAITED, LISTED_AT_MOST);
    const offers = await of<{ status: string; count: number }>(OFFERS);
    const exceptions = await of<{ placement_id: string; at: string; reason: string }>(EXCEPTIONS);
    return {
      ...{ notice, days },
      waited: waited.map((row) => ({
        ...{ placementId: row.id, priorityClass: row.priority_class, waitedDays: row.waited_days },
        requestedAt: row.requested_at.toISOString(),
        placedAt: row.placed_at?.toISOString() ?? null,
      })),
      waitedInAll: waited[0]?.in_all ?? 0,
      offers: Object.fromEntries(offers.map(({ status, count }) => [status, count])),
      exceptions: exceptions.map(({ placement_id: placementId, at, reason }) => ({
        ...{ placementId, at, reason },
      })),
    };
  }
}
