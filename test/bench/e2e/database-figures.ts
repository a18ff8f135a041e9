import pg from 'pg';

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
  readonly #client: pg.Client;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async open(url: string): Promise<ServerFigures> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    return new ServerFigures(client);
  }

  async read(): Promise<DatabaseFigures> {
    const { rows } = await this.#client.query<DatabaseFigures>(FIGURES);
    return rows[0]!;
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
