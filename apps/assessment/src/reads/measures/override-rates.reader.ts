import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OverrideRates } from './measures.dto.js';

/** What holds of each reassessment: its last determination. */
const LAST = `
  SELECT DISTINCT ON (reassessment_id) result, override FROM determination
  WHERE determined_at >= $1
  ORDER BY reassessment_id, determined_at DESC, determination_id DESC`;

const BY_RULE = `
  WITH last AS (${LAST})
  SELECT rule, count(*)::int AS determinations,
         count(*) FILTER (WHERE override IS NOT NULL)::int AS overrides
  FROM last, LATERAL (
    SELECT DISTINCT entry->>'rule' AS rule FROM jsonb_array_elements(result->'trace') AS entry) AS fired
  GROUP BY rule`;

const BY_REASON = `
  WITH last AS (${LAST})
  SELECT override->>'reasonCode' AS "reasonCode", count(*)::int AS count
  FROM last GROUP BY 1`;

interface RuleRow {
  readonly rule: string;
  readonly determinations: number;
  readonly overrides: number;
}

interface ReasonRow {
  /** Null for what nobody overruled. */
  readonly reasonCode: string | null;
  readonly count: number;
}

/**
 * How often people decide otherwise than the policy, per rule that had a part in its answer: a rule that
 * is overruled often is a rule to look at.
 */
@Injectable()
export class OverrideRatesReader {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  async since(since: string): Promise<OverrideRates> {
    const rules = await this.#database.query<RuleRow[]>(BY_RULE, [since]);
    const reasons = await this.#database.query<ReasonRow[]>(BY_REASON, [since]);
    const sum = (rows: readonly ReasonRow[]) => rows.reduce((all, { count }) => all + count, 0);
    const byReason = reasons
      .flatMap(({ reasonCode, count }) => (reasonCode === null ? [] : [{ reasonCode, count }]))
      .sort((a, b) => b.count - a.count || (a.reasonCode < b.reasonCode ? -1 : 1));
    const [determinations, overrides] = [sum(reasons), sum(byReason)];
    const byRule = rules
      .map((row) => ({ ...row, rate: row.overrides / row.determinations }))
      .sort((a, b) => b.rate - a.rate || b.overrides - a.overrides || (a.rule < b.rule ? -1 : 1));
    const rate = determinations === 0 ? null : overrides / determinations;
    return { since, determinations, overrides, rate, byReason, byRule };
  }
}
