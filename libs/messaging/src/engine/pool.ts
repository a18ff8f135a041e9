import { createHash } from 'node:crypto';
import type { PoolClient, QueryResult } from 'pg';
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

const run = (client: PoolClient, sql: string, params: readonly unknown[]): Promise<QueryResult> =>
  client.query({ name: nameOf(sql), text: sql, values: [...params] });

/** Statements each on their own, prepared once per connection like those of transactions. */
export const queryableOn = (source: ConnectionSource): Queryable => ({
  async query<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    const client = await source.connect();
    let broken: Error | undefined;
    try {
      return (await run(client, sql, params)).rows as R[];
    } catch (error) {
      if (isTransient(error)) broken = error as Error;
      throw error;
    } finally {
      client.release(broken);
    }
  },
});

/**
 * A transaction whose statements are sent without waiting for the ones before: the server answers in order,
 * and after a failure refuses everything until the transaction ends, so nothing is done behind one.
 */
class PipelinedTx implements Tx {
  readonly #client: PoolClient;
  /** The first failure of a statement nobody waited for, until somebody is told. */
  #failure: { readonly error: unknown } | undefined;
  readonly #afterCommit: Array<() => void> = [];

  constructor(client: PoolClient) {
    this.#client = client;
  }

  afterCommit(work: () => void): void {
    this.#afterCommit.push(work);
  }

  begin(): void {
    this.#forget(this.#client.query('BEGIN'));
  }

  send(sql: string, params: readonly unknown[] = []): void {
    this.#forget(this.#run(sql, params));
  }

  async query<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    const { rows } = await this.#unlessFailed(this.#run(sql, params));
    return rows as R[];
  }

  /** Tells "it failed" apart from "nobody knows". */
  async commit(): Promise<void> {
    crashPoint('before-database-commit');
    const { command } = await this.#unlessFailed(this.#client.query('COMMIT'));
    // The server answers so when a statement has failed, and does not call it an error.
    if (command !== 'COMMIT') throw new Error('the transaction was rolled back');
    crashPoint('after-database-commit');
    for (const work of this.#afterCommit) work();
  }

  #run(sql: string, params: readonly unknown[]): Promise<QueryResult> {
    return run(this.#client, sql, params);
  }

  #forget(answer: Promise<unknown>): void {
    answer.catch((error: unknown) => (this.#failure ??= { error }));
  }

  /** The answer; or the first failure of those before it, whose consequence its own would be. */
  async #unlessFailed<T>(answer: Promise<T>): Promise<T> {
    const [result] = await Promise.allSettled([answer]);
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure) throw failure.error;
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  }
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
  let isCommitting = false;
  try {
    const tx = new PipelinedTx(client);
    tx.begin();
    const result = await work(tx);
    isCommitting = true;
    await tx.commit();
    return result;
  } catch (error) {
    if (isCommitting && leavesCommitOpen(error)) {
      broken = new CommitUnknownError(error);
      throw broken;
    }
    await client.query('ROLLBACK').catch((lost: Error) => (broken = lost));
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
