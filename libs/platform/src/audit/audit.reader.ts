import { Injectable } from '@nestjs/common';
import type { AuditAnswer } from '@handrail/contracts';
import { DataSource } from 'typeorm';
import { toPage, type Page, type PageQuery, type SortKey } from '../http/page.js';

/** The newest first. */
export const AUDIT_SORT: readonly SortKey[] = ['time', 'smallint', 'bigint'];

/** Which entries are asked for; null asks for all. */
export interface AuditFilter {
  readonly personId: string | null;
  readonly actor: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

const LIST = `
  SELECT shard, seq::int AS seq, at::text AS at, actor, client, organisation, act, object, subjects,
         purpose, outcome, request_id AS "requestId"
  FROM audit_entry
  WHERE ($1::text IS NULL OR subjects @> ARRAY[$1])
    AND ($2::text IS NULL OR actor = $2 OR actor = 'system/local:' || $2)
    AND ($3::timestamptz IS NULL OR at >= $3)
    AND ($4::timestamptz IS NULL OR at <= $4)
    AND ($5::timestamptz IS NULL OR (at, shard, seq) < ($5, $6::smallint, $7::bigint))
  ORDER BY at DESC, shard DESC, seq DESC LIMIT $8`;

/** Searches who saw and did what. */
@Injectable()
export class AuditReader {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  async page(filter: AuditFilter, { limit, after }: PageQuery): Promise<Page<AuditAnswer>> {
    const { personId, actor, from, to } = filter;
    const [at, shard, seq] = after ?? [null, null, null];
    const rows = await this.#database.query<AuditAnswer[]>(LIST, [
      ...[personId, actor, from, to, at, shard, seq, limit + 1],
    ]);
    return toPage(
      rows,
      limit,
      (row) => [row.at, String(row.shard), String(row.seq)],
      (row) => ({ ...row, at: new Date(row.at).toISOString() }),
    );
  }
}
