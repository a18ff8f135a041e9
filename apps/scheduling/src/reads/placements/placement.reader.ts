import { Injectable } from '@nestjs/common';
import { toPage, type Page, type PageQuery } from '@handrail/platform';
import { DataSource } from 'typeorm';
import {
  SHOW_PLACEMENT,
  toPlacementView,
  type PlacementView,
  type ShownPlacement,
} from './placement.dto.js';

const BY_ID = `${SHOW_PLACEMENT} WHERE id = $1 AND status <> 'requested'`;

/** What a list may be narrowed to, each by an equality of one column. */
const FILTERS = { personId: 'person_id', programId: 'program_id', status: 'status' } as const;

export type PlacementFilter = Partial<Record<keyof typeof FILTERS, string>>;

@Injectable()
export class PlacementReader {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  async byId(id: string): Promise<PlacementView | undefined> {
    const rows: ShownPlacement[] = await this.#dataSource.query(BY_ID, [id]);
    return rows.map(toPlacementView)[0];
  }

  /** Only conditions that were asked for are in the statement, so that each finds its index. */
  async page(filter: PlacementFilter, { limit, after }: PageQuery): Promise<Page<PlacementView>> {
    const params: unknown[] = [limit + 1];
    const conditions = [`status <> 'requested'`];
    for (const [name, column] of Object.entries(FILTERS)) {
      const value = filter[name as keyof typeof FILTERS];
      if (value !== undefined) conditions.push(`${column} = $${params.push(value)}`);
    }
    if (after)
      conditions.push(
        `(created_at, id) < ($${params.push(after[0])}::timestamptz, $${params.push(after[1])}::uuid)`,
      );
    const rows: ShownPlacement[] = await this.#dataSource.query(
      `${SHOW_PLACEMENT} WHERE ${conditions.join(' AND ')}
       ORDER BY created_at DESC, id DESC LIMIT $1`,
      params,
    );
    return toPage(rows, limit, (row) => [row.created, row.id], toPlacementView);
  }
}
