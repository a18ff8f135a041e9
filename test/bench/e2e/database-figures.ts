import pg from 'pg';
import { withDatabase } from '@handrail/platform';

/** What the database server has done so far, of all databases together. */
export interface DatabaseFigures {
  readonly commits: number;
  readonly statements: number;
  readonly executionMs: number;
  readonly walBytes: number;
}

const FIGURES = `
  SELECT (SELECT sum(xact_commit)::float8 FROM pg_stat_database WHERE datname LIKE 'handrail%') AS commits,
         (SELECT sum(calls)::float8 FROM pg_stat_statements) AS statements,
         (SELECT sum(total_exec_time)::float8 FROM pg_stat_statements) AS "executionMs",
         (SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8) AS "walBytes"`;

const DEAREST = `
  SELECT d.datname AS database, s.calls::float8, s.total_exec_time AS ms, s.wal_bytes::float8 AS wal,
         s.rows::float8, regexp_replace(left(s.query, 400), '\\s+', ' ', 'g') AS query
  FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
  WHERE d.datname LIKE 'handrail%' ORDER BY CASE $2 WHEN 'calls' THEN s.calls WHEN 'wal' THEN s.wal_bytes ELSE s.total_exec_time END DESC
  LIMIT $1`;

export interface DearStatement {
  readonly database: string;
  readonly calls: number;
  readonly ms: number;
  readonly wal: number;
  readonly rows: number;
  readonly query: string;
}

/** A connection to the server of the run, for figures only. */
export class ServerFigures {
  readonly #url: string;
  readonly #client: pg.Client;

  private constructor(url: string, client: pg.Client) {
    this.#url = url;
    this.#client = client;
  }

  static async open(url: string): Promise<ServerFigures> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    return new ServerFigures(url, client);
  }

  async read(): Promise<DatabaseFigures> {
    const { rows } = await this.#client.query<DatabaseFigures>(FIGURES);
    return rows[0]!;
  }

  /** Lets the planner know how large the tables are. */
  async lookAtTables(): Promise<void> {
    const { rows } = await this.#client.query<{ datname: string }>(
      `SELECT datname FROM pg_database WHERE datname LIKE 'handrail%'`,
    );
    for (const { datname } of rows) {
      const client = new pg.Client({ connectionString: withDatabase(this.#url, datname) });
      await client.connect();
      await client.query('ANALYZE');
      await client.end();
    }
  }

  async forget(): Promise<void> {
    await this.#client.query('SELECT pg_stat_statements_reset()');
  }

  async dearest(count: number, by: 'time' | 'calls' | 'wal'): Promise<DearStatement[]> {
    return (await this.#client.query<DearStatement>(DEAREST, [count, by])).rows;
  }

  async close(): Promise<void> {
    await this.#client.end();
  }
}
