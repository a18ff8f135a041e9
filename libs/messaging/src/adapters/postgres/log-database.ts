import { createHash } from 'node:crypto';
import pg from 'pg';
import {
  DATABASE_LIMITS,
  SteadyClient,
  steadyConnection,
  type DatabaseLimits,
} from '../../engine/steady-client.js';

export interface LogDatabaseOptions {
  readonly url: string;
  /** Shared when given, and then not ended by `close`. */
  readonly pool?: pg.Pool | undefined;
  readonly maxConnections: number;
  readonly limits?: Partial<DatabaseLimits> | undefined;
}

export type RowQuery = <R extends unknown[]>(
  sql: string,
  params?: readonly unknown[],
) => Promise<R[]>;

/**
 * The connections of one log. Rows come as arrays, statements are prepared once per connection. The
 * timeouts end a transaction whose process froze in the middle of it, so that nobody waits for it.
 */
export class LogDatabase {
  readonly #options: LogDatabaseOptions;
  readonly #pool: pg.Pool;
  readonly #own: boolean;

  constructor(options: LogDatabaseOptions) {
    this.#options = options;
    this.#own = options.pool === undefined;
    this.#pool =
      options.pool ??
      new pg.Pool({
        Client: SteadyClient,
        connectionString: options.url,
        max: options.maxConnections,
        ...steadyConnection(options.limits),
        application_name: 'handrail-log',
        options: '-c lock_timeout=5000 -c idle_in_transaction_session_timeout=10000',
      });
    // An idle connection that dies is replaced by the pool; the next query tells whether that worked.
    this.#pool.on('error', () => undefined);
  }

  readonly query: RowQuery = async <R extends unknown[]>(
    sql: string,
    params: readonly unknown[] = [],
  ) => {
    const result = await this.#pool.query<R>(statement(sql, params));
    return result.rows;
  };

  /** One READ COMMITTED transaction. A connection whose state is in doubt is thrown away. */
  async transaction<T>(
    work: (query: RowQuery, script: (sql: string) => Promise<unknown>) => Promise<T>,
  ): Promise<T> {
    const client = await this.#pool.connect();
    const onLost = () => undefined;
    client.on('error', onLost);
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await work(
        async <R extends unknown[]>(sql: string, params: readonly unknown[] = []) =>
          (await client.query<R>(statement(sql, params))).rows,
        (sql) => client.query(sql),
      );
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((lost: Error) => (broken = lost));
      throw error;
    } finally {
      client.off('error', onLost);
      client.release(broken);
    }
  }

  /** A lease is over by then, so waiting longer for the listening connection saves nothing. */
  get touchWithinMs(): number {
    return Math.min(10_000, this.#options.limits?.answerMs ?? DATABASE_LIMITS.answerMs);
  }

  /** A connection outside of the pool, for LISTEN. */
  dedicated(): pg.Client {
    return new SteadyClient({
      ...steadyConnection(this.#options.limits),
      connectionString: this.#options.url,
      application_name: 'handrail-log-listener',
    });
  }

  async close(): Promise<void> {
    if (this.#own) await this.#pool.end();
  }
}

const names = new Map<string, string>();

function statement(text: string, values: readonly unknown[]): pg.QueryArrayConfig {
  let name = names.get(text);
  if (!name) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 24);
    names.set(text, name);
  }
  return { name, text, values: [...values], rowMode: 'array' };
}
