import { Injectable } from '@nestjs/common';
import { toPage, type Page, type PageQuery } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { SELECT_PROGRAMS, type StoredProgram } from '../../program/program-row.js';
import { toProgramView, type ProgramView } from './program.dto.js';

const BY_ID = `${SELECT_PROGRAMS} WHERE p.id = $1`;

const PAGE = `
  SELECT found.*, p.created_at::text AS created FROM (${SELECT_PROGRAMS}) AS found
  JOIN program AS p USING (id)
  WHERE ($1::text IS NULL OR p.level = $1) AND ($2::text IS NULL OR $2 = ANY(p.regions))
    AND ($3::timestamptz IS NULL OR (p.created_at, p.id) < ($3::timestamptz, $4))
  ORDER BY p.created_at DESC, p.id DESC LIMIT $5`;

@Injectable()
export class ProgramReader {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  async byId(id: string): Promise<StoredProgram | undefined> {
    const rows: StoredProgram[] = await this.#dataSource.query(BY_ID, [id]);
    return rows[0];
  }

  async page(
    filter: { level?: string; region?: string },
    { limit, after }: PageQuery,
  ): Promise<Page<ProgramView>> {
    const rows: Array<StoredProgram & { created: string }> = await this.#dataSource.query(PAGE, [
      filter.level ?? null,
      filter.region ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
    ]);
    return toPage(rows, limit, (row) => [row.created, row.id], toProgramView);
  }
}
