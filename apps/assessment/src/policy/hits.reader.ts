import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { LoadedPolicy } from './format/load-policy.js';
import type { PolicyHitsDto } from './policies.dto.js';

const HITS = `
  SELECT rule, count(*)::int AS hits
  FROM determination, LATERAL (
    SELECT DISTINCT entry->>'rule' AS rule FROM jsonb_array_elements(result->'trace') AS entry) AS fired
  WHERE policy_version = $1 AND determined_at >= $2
  GROUP BY rule`;

const DETERMINATIONS = `
  SELECT count(*)::int AS count FROM determination
  WHERE policy_version = $1 AND determined_at >= $2`;

/** Tables whose rows stand in a trace by their own id; others only set how these are read. */
const TRACED = new Set([
  'readings.yaml',
  'settled.yaml',
  'minimums.yaml',
  'floors.yaml',
  'withdrawal.yaml',
  'supports.yaml',
  'reviews.yaml',
]);

/** How often each row of a policy had a part in a determination: rows nobody ever meets are seen too. */
@Injectable()
export class PolicyHitsReader {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  async of({ policy, files }: LoadedPolicy, since: string): Promise<PolicyHitsDto> {
    const { version } = policy;
    const found = await this.#database.query<{ rule: string; hits: number }[]>(HITS, [
      version,
      since,
    ]);
    const [row] = await this.#database.query<{ count: number }[]>(DETERMINATIONS, [version, since]);
    const hits = new Map(found.map((row) => [row.rule, row.hits]));
    const rows = Object.entries(files).flatMap(([file, content]) =>
      'rows' in content && TRACED.has(file)
        ? content.rows.map(({ id }) => ({
            table: file.replace('.yaml', ''),
            id,
            hits: hits.get(id) ?? 0,
          }))
        : [],
    );
    return { version, since, determinations: row!.count, rows };
  }
}
