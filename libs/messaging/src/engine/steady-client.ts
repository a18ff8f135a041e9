import type { Socket } from 'node:net';
import pg from 'pg';

/** How long each wait for a database server may take, in milliseconds. */
export interface DatabaseLimits {
  /** Until a new connection can be used, and until a free one of a pool is handed out. */
  readonly connectMs: number;
  /** Until the server ends a statement by itself; what became of it is known then. */
  readonly statementMs: number;
  /** Until a statement without any answer counts as lost. More than `statementMs`. */
  readonly answerMs: number;
}

/**
 * The server gives a statement up after 20 s. Whoever has heard nothing after 25 s talks to a socket
 * that leads nowhere: packets are dropped, and nobody will ever say so.
 */
export const DATABASE_LIMITS: DatabaseLimits = {
  connectMs: 5_000,
  statementMs: 20_000,
  answerMs: 25_000,
};

const IDLE_MS = 120_000;
const KEEP_ALIVE_AFTER_MS = 10_000;
/** A farewell nobody answers. */
const END_WITHIN_MS = 2_000;

/** What every connection to a database is opened with, whether of a pool or alone. */
export const steadyConnection = (limits: Partial<DatabaseLimits> = {}) => {
  const { connectMs, statementMs, answerMs } = { ...DATABASE_LIMITS, ...limits };
  return {
    connectionTimeoutMillis: connectMs,
    // What was prepared on a connection is gone with it: one that served a burst is kept for the next.
    idleTimeoutMillis: IDLE_MS,
    query_timeout: answerMs,
    statement_timeout: statementMs,
    // A transaction sends its writes without waiting for each: see PipelinedTx.
    pipeline: true,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
  };
};

/** The sentence by which node-postgres says that `query_timeout` has passed. */
const UNANSWERED = 'Query read timeout';

const open = new Set<SteadyClient>();

/**
 * A connection whose loss never ends the process and never goes unnoticed.
 *
 * A server that dies tells every connection, and a pool listens to idle ones only: between being
 * connected and being handed out there is a moment in which nobody does. Whoever uses the connection
 * learns of the loss from the next query.
 *
 * A server that cannot be reached any more tells nobody. A query without an answer within
 * `query_timeout` therefore closes the socket, so that nothing waits behind it and no pool hands it out
 * again, together with every other connection to the same server that has heard nothing since: each of
 * them would cost its next user the same wait. A farewell that is not answered closes it, too.
 */
export class SteadyClient extends pg.Client {
  #heardAt = performance.now();
  #gathers = false;

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    open.add(this);
    this.on('error', () => undefined);
    this.once('end', () => open.delete(this));
  }

  /** Same as in node-postgres, with a promise or a callback; see the class for what is added. */
  override readonly query = ((...args: unknown[]): unknown => {
    const askedAt = performance.now();
    this.#sendTogether();
    const settled = (error?: unknown) => this.#settled(askedAt, error);
    const last = args.at(-1);
    const query = super.query.bind(this) as (...given: unknown[]) => unknown;
    if (typeof last === 'function') {
      const callback = last as (error: unknown, result: unknown) => void;
      return query(...args.slice(0, -1), (error: unknown, result: unknown) => {
        settled(error);
        callback(error, result);
      });
    }
    const answer = query(...args);
    if (answer instanceof Promise) answer.then(() => settled(), settled);
    return answer;
  }) as pg.Client['query'];

  override end(): Promise<void>;
  override end(callback: (error: Error) => void): void;
  override end(callback?: (error: Error) => void): Promise<void> | void {
    const late = setTimeout(() => this.#destroy(), END_WITHIN_MS);
    this.once('end', () => clearTimeout(late));
    open.delete(this);
    return callback ? super.end(callback) : super.end().finally(() => clearTimeout(late));
  }

  /** Statements that are said before anybody waits go out in one packet, and wake the server once. */
  #sendTogether(): void {
    const { stream } = this.#connection;
    if (this.#gathers) return;
    this.#gathers = true;
    stream.cork();
    process.nextTick(() => {
      this.#gathers = false;
      stream.uncork();
    });
  }

  /** Not part of the types: the socket, which is all that is left of a connection nobody answers on. */
  get #connection(): { readonly stream: Socket } {
    return (this as unknown as { connection: { stream: Socket } }).connection;
  }

  #settled(askedAt: number, error: unknown): void {
    if ((error as { message?: unknown } | null | undefined)?.message !== UNANSWERED) {
      this.#heardAt = performance.now();
      return;
    }
    for (const client of [...open])
      if (client === this || (client.#heardAt < askedAt && client.#leadsToServerOf(this)))
        client.#destroy();
  }

  #leadsToServerOf(other: SteadyClient): boolean {
    return this.host === other.host && this.port === other.port;
  }

  #destroy(): void {
    open.delete(this);
    this.#connection.stream.destroy();
    // A pool forgets an idle connection when it hears this; the socket says so only a moment later.
    this.emit('error', new Error('Connection terminated: the server gives no answer'));
  }
}
