import { Injectable } from '@nestjs/common';
import { toPage } from '@handrail/platform';
import type { PageQuery } from '@handrail/platform';
import { DataSource } from 'typeorm';
import type { PageAnswer } from '@handrail/contracts';
import type { ReassessmentItem } from '../../api/lists.js';
import { LISTED_FIELDS } from '../../event/domain/reassessment-fact.js';
import { selectedOf, withTimes, type Selected } from '../../event/kept-columns.js';
import { survivorOf } from '../survivor.js';

/** True while somebody still has to decide; the same words as the partial index. */
export const OPEN_REASSESSMENT = `withdrawn_at IS NULL
  AND (determined_at IS NULL OR (mode = 'needs-human' AND decided_by = 'policy'))`;

/** Whether it is overdue is a matter of the clock, so the status is made when read. */
const STATUS = `CASE
  WHEN withdrawn_at IS NOT NULL THEN 'withdrawn'
  WHEN NOT (${OPEN_REASSESSMENT}) THEN 'determined'
  WHEN due_at < now() THEN 'overdue'
  WHEN determined_at IS NOT NULL THEN 'needs-person'
  ELSE 'open' END`;

export interface ReassessmentFilter {
  /** A status, or `active` for everything that still waits for a decision. */
  readonly status?: string;
  readonly trigger?: string;
  readonly personId?: string;
  /** `opened` newest first, `due` soonest first. */
  readonly sort: 'opened' | 'due';
}

type Row = Selected<ReassessmentItem> & { readonly sortKey: string };

const SELECT = `SELECT id, person_id AS "personId", ${STATUS} AS status,
  ${selectedOf('reassessment_row', LISTED_FIELDS)}`;

const SORTS = {
  opened: { key: `coalesce(opened_at, determined_at, '-infinity')`, by: 'DESC', next: '<' },
  due: { key: `coalesce(due_at, 'infinity')`, by: 'ASC', next: '>' },
} as const;

@Injectable()
export class ReassessmentsReader {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  async page(filter: ReassessmentFilter, page: PageQuery): Promise<PageAnswer<ReassessmentItem>> {
    const { key, by, next } = SORTS[filter.sort];
    const params: unknown[] = [];
    const where: string[] = [];
    if (filter.status === 'active') where.push(OPEN_REASSESSMENT);
    else if (filter.status) where.push(`(${STATUS}) = $${params.push(filter.status)}`);
    if (filter.trigger)
      where.push(`coalesce(trigger_kind, 'unknown') = $${params.push(filter.trigger)}`);
    if (filter.personId)
      where.push(`person_id = ${survivorOf(`$${params.push(filter.personId)}`)}`);
    if (page.after) {
      const [after, id] = [params.push(page.after[0]), params.push(page.after[1])];
      where.push(`(${key}, id) ${next} ($${after}::timestamptz, $${id}::uuid)`);
    }
    const rows = await this.#database.query<Row[]>(
      `${SELECT}, (${key})::text AS "sortKey" FROM reassessment_row
       ${where.length ? `WHERE ${where.map((condition) => `(${condition})`).join(' AND ')}` : ''}
       ORDER BY ${key} ${by}, id ${by} LIMIT $${params.push(page.limit + 1)}`,
      params,
    );
    return toPage(rows, page.limit, (row) => [row.sortKey, String(row.id)], toItem);
  }

  /** The last opened first. */
  async byIds(ids: readonly string[]): Promise<ReassessmentItem[]> {
    if (ids.length === 0) return [];
    const rows = await this.#database.query<Row[]>(
      `${SELECT}, '' AS "sortKey" FROM reassessment_row
       WHERE id = ANY($1::uuid[]) ORDER BY opened_at DESC NULLS LAST, id DESC`,
      [ids],
    );
    return rows.map(toItem);
  }
}

const toItem = ({ sortKey: _sortKey, ...row }: Row): ReassessmentItem =>
  withTimes<ReassessmentItem>(row);
