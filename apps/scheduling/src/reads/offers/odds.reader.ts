import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { acceptanceOdds, ANY_NEED, declinesMore } from './odds.js';
import type { OddsView } from './odds.dto.js';

/** What a program does not decline for a lack of will or ability tells nothing about its odds. */
const WITHOUT_PENALTY = ['full', 'safety', 'person-declines'] as const;

/** Answers of each program by need, beside those of all other programs of its level. */
const ANSWERS = `
  WITH answered AS (
    SELECT program_id, level, need,
           count(*) FILTER (WHERE status = 'accepted')::int AS accepted,
           count(*) FILTER (WHERE status = 'declined')::int AS declined
    FROM offer, unnest(needs || $1::text) AS need
    WHERE status = 'accepted' OR status = 'declined' AND reason <> ALL($2::text[])
    GROUP BY program_id, level, need)
  SELECT a.*, coalesce(program.name, a.program_id) AS name,
         sum(a.accepted) OVER of_level - a.accepted AS others_accepted,
         sum(a.declined) OVER of_level - a.declined AS others_declined
  FROM answered AS a LEFT JOIN program ON program.id = a.program_id
  WHERE $3::text IS NULL OR a.level = $3
  WINDOW of_level AS (PARTITION BY a.level, a.need)
  ORDER BY a.level, a.program_id, a.need`;

interface AnswersRow {
  program_id: string;
  name: string;
  level: string;
  need: string;
  accepted: number;
  declined: number;
  others_accepted: string;
  others_declined: string;
}

/** How programs answer, learned from what they answered. */
@Injectable()
export class OddsReader {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  async all({ programId, level }: { programId?: string; level?: string }): Promise<OddsView[]> {
    const params = [ANY_NEED, WITHOUT_PENALTY, level ?? null];
    const rows: AnswersRow[] = await this.#dataSource.query(ANSWERS, params);
    return rows.filter((row) => !programId || row.program_id === programId).map(toOddsView);
  }
}

function toOddsView(row: AnswersRow): OddsView {
  const own = { accepted: row.accepted, declined: row.declined };
  const others = { accepted: Number(row.others_accepted), declined: Number(row.others_declined) };
  return {
    programId: row.program_id,
    programName: row.name,
    level: row.level,
    need: row.need,
    ...own,
    n: own.accepted + own.declined,
    odds: acceptanceOdds(own),
    othersDeclined: others.declined,
    othersN: others.accepted + others.declined,
    flagged: row.need !== ANY_NEED && declinesMore(own, others),
  };
}
