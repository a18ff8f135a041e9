import { Injectable } from '@nestjs/common';
import { toPage, type Page, type PageQuery } from '@handrail/platform';
import { DataSource } from 'typeorm';
import type { ReassessmentView } from '../../reassessment/reassessment.view.js';
import { completedView } from '../../reassessment/completed-view.js';

const LIST = `
  SELECT doc, opened_at, reassessment_id FROM reassessment
  WHERE ($1::uuid IS NULL OR person_id = $1)
    AND ($2::text IS NULL OR status = $2)
    AND ($3::text IS NULL OR trigger_kind = $3)
    AND ($4::timestamptz IS NULL OR (opened_at, reassessment_id) < ($4, $5::uuid))
  ORDER BY opened_at DESC, reassessment_id DESC LIMIT $6`;

interface Row {
  readonly doc: ReassessmentView;
  readonly opened_at: Date;
  readonly reassessment_id: string;
}

export interface ReassessmentFilter {
  readonly personId?: string;
  readonly status?: string;
  readonly trigger?: string;
}

/** Lists reassessments. */
@Injectable()
export class ReassessmentListReader {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  /** Newest first. */
  async list(filter: ReassessmentFilter, page: PageQuery): Promise<Page<ReassessmentView>> {
    const { limit, after } = page;
    const rows = await this.#database.query<Row[]>(LIST, [
      filter.personId ?? null,
      filter.status ?? null,
      filter.trigger ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
    ]);
    const sortValues = (row: Row) => [row.opened_at.toISOString(), row.reassessment_id];
    return toPage(rows, limit, sortValues, ({ doc }) => completedView(doc));
  }
}
