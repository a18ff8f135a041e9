import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { crashPoint } from './crash-point.js';
import {
  CommitUnknownError,
  backoffMs,
  isTransient,
  leavesCommitOpen,
  sleep,
} from './transient.js';
import type { Queryable, Tx } from './tx.js';

/** Where transactions get their connection; a `pg.Pool` is one. */
export interface ConnectionSource {
  connect(): Promise<PoolClient>;
}

const names = new Map<string, string>();

/** The name under which a statement is prepared once per connection. */
function nameOf(sql: string): string {
  let name = names.get(sql);
  if (!name) {
    name = createHash('sha256').update(sql).digest('base64url').slice(0, 24);
    names.set(sql, name);
  }
  return name;
}

function txOn(client: PoolClient): Tx {
  return {
    async query<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
      const result = await client.query({ name: nameOf(sql), text: sql, values: [...params] });
      return result.rows as R[];
    },
  };
}

/** Statements each on their own, prepared once per connection like those of transactions. */
export const queryableOn = (source: ConnectionSource): Queryable => ({
  async query<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    const client = await source.connect();
    let broken: Error | undefined;
    try {
      return await txOn(client).query<R>(sql, params);
    } catch (error) {
      if (isTransient(error)) broken = error as Error;
      throw error;
    } finally {
      client.release(broken);
    }
  },
});

/** Commit that tells "it failed" apart from "nobody knows". */
async function commit(client: PoolClient): Promise<void> {
  crashPoint('before-database-commit');
  try {
    await client.query('COMMIT');
  } catch (error) {
    throw leavesCommitOpen(error) ? new CommitUnknownError(error) : error;
  }
  crashPoint('after-database-commit');
}

/** One READ COMMITTED transaction. The connection is thrown away when its state is in doubt. */
export async function inTransaction<T>(
  source: ConnectionSource,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const client = await source.connect();
  // A connection that dies while it is checked out emits an error nobody else listens to.
  const onLost = () => undefined;
  client.on('error', onLost);
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(txOn(client));
    await commit(client);
    return result;
  } catch (error) {
    if (error instanceof CommitUnknownError) broken = error;
    else await client.query('ROLLBACK').catch((lost: Error) => (broken = lost));
    throw error;
  } finally {
    client.off('error', onLost);
    client.release(broken);
  }
}

/**
 * Retries transient failures of work that is safe to repeat. `unknownCommitIsSafe` says that a repeat
 * recognises what an unseen commit already did (the inbox does), which no library of retries knows of:
 * docs/adr/0021.
 */
export async function withRetries<T>(
  attemptOnce: () => Promise<T>,
  options: {
    readonly unknownCommitIsSafe: boolean;
    readonly maxAttempts: number;
    readonly beforeRetry?: (error: unknown, attempt: number) => Promise<boolean> | boolean;
  },
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce();
    } catch (error) {
      const unknown = error instanceof CommitUnknownError;
      const again = unknown ? options.unknownCommitIsSafe : isTransient(error);
      if (!again || attempt >= options.maxAttempts) throw error;
      if ((await options.beforeRetry?.(error, attempt)) === false) throw error;
      await sleep(backoffMs(attempt));
    }
  }
}
