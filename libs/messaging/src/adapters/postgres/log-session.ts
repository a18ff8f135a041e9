import type pg from 'pg';
import { backoffMs, sleep } from '../../engine/transient.js';
import type { LogSink } from '../../engine/log-sink.js';
import type { LogDatabase } from './log-database.js';
import type { PartitionEnd } from './publish.js';

const CHANNEL = 'handrail_log';
/** A notification holds at most 8,000 bytes. */
const PAYLOAD_LIMIT = 7_500;
const IDENTITY = `SELECT pid, backend_start::text AS started
  FROM pg_stat_activity WHERE pid = pg_backend_pid()`;

export interface LogNews {
  /** Records were appended; an empty list says "look everywhere". */
  appended(ends: readonly PartitionEnd[]): void;
  /** Members or claims of a group changed. */
  groupChanged(group: string): void;
  /** The session is open (again); everything heard before may be out of date. */
  connected(): void;
  lost(): void;
}

/** The server process behind a session. While it exists, so does the process that opened it. */
export interface SessionIdentity {
  readonly pid: number;
  readonly startedAt: string;
}

/**
 * The one connection of a log that listens. It is `connecting` (tried again with backoff for as long
 * as the log is open), `open`, or `closed`. Losing it means that news may have been missed, which is
 * why `connected` asks everybody to look for themselves.
 */
export class LogSession {
  readonly #database: LogDatabase;
  readonly #news: LogNews;
  readonly #log: LogSink;
  #client: ReturnType<LogDatabase['dedicated']> | undefined;
  #identity: SessionIdentity | undefined;
  #closed = false;
  #loop: Promise<void> | undefined;
  #firstTry: Promise<void> | undefined;

  constructor(database: LogDatabase, news: LogNews, log: LogSink) {
    this.#database = database;
    this.#news = news;
    this.#log = log;
  }

  get identity(): SessionIdentity | undefined {
    return this.#identity;
  }

  /** Resolves when listening; rejects when the first try fails (it is not tried again then). */
  open(): Promise<void> {
    this.#firstTry ??= this.#connect().then(
      (lost) => {
        this.#loop = this.#keepOpen(lost);
      },
      (error: unknown) => {
        this.#firstTry = undefined;
        throw error;
      },
    );
    return this.#firstTry;
  }

  /**
   * Asks the server something on this very connection: one that only listens would never notice that
   * nothing can reach it any more. Without an answer the connection is closed, which opens a new one.
   */
  async touch(): Promise<void> {
    const question: pg.QueryConfig & { query_timeout: number } = {
      text: 'SELECT 1',
      query_timeout: this.#database.touchWithinMs,
    };
    await this.#client?.query(question);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client?.end().catch(() => undefined);
    await this.#loop;
  }

  /** Opens the connection; what it gives resolves when the connection is lost. */
  async #connect(): Promise<{ readonly lost: Promise<void> }> {
    const client = this.#database.dedicated();
    const lost = new Promise<void>((resolve) => {
      client.once('error', () => resolve());
      client.once('end', () => resolve());
    });
    client.on('error', () => undefined);
    client.on('notification', ({ payload = '' }) => this.#hear(payload));
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      const { rows } = await client.query<{ pid: number; started: string }>(IDENTITY);
      this.#client = client;
      this.#identity = { pid: rows[0]!.pid, startedAt: rows[0]!.started };
      return { lost };
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
  }

  async #keepOpen(first: { readonly lost: Promise<void> }): Promise<void> {
    let current: { readonly lost: Promise<void> } | undefined = first;
    for (let failures = 0; !this.#closed;) {
      if (current) {
        await current.lost;
        current = undefined;
        this.#identity = undefined;
        if (this.#closed) return;
        this.#log.warn('event log connection lost');
        this.#news.lost();
      }
      try {
        current = await this.#connect();
        failures = 0;
        this.#log.info('event log connection restored');
        this.#news.connected();
      } catch {
        failures += 1;
        await sleep(Math.min(2_000, backoffMs(failures)));
      }
    }
    await this.#client?.end().catch(() => undefined);
  }

  #hear(payload: string): void {
    if (payload.startsWith('g ')) return this.#news.groupChanged(payload.slice(2));
    const ends = payload
      .slice(2)
      .split(' ')
      .filter((part) => part !== '')
      .map((part) => part.split(':'))
      .map(([id, end]) => ({ partitionId: Number(id), end: BigInt(end ?? 0) }));
    this.#news.appended(ends);
  }
}

/**
 * Tells other processes what was appended. It runs after the commit and in a transaction of its own:
 * NOTIFY inside the publish would make all publishes of the server commit one after the other. While
 * one notification is under way the next ones gather, so there is at most one per batch. One that is
 * lost with its process costs its readers the pause until they look by themselves.
 */
export class Announcer {
  readonly #database: LogDatabase;
  readonly #waiting = new Map<number, bigint>();
  #running: Promise<void> | undefined;

  constructor(database: LogDatabase) {
    this.#database = database;
  }

  appended(ends: readonly PartitionEnd[]): void {
    for (const { partitionId, end } of ends) this.#waiting.set(partitionId, end);
    this.#running ??= this.#send().finally(() => (this.#running = undefined));
  }

  async groupChanged(group: string): Promise<void> {
    await this.#database.query(`SELECT pg_notify('${CHANNEL}', $1)`, [`g ${group}`]);
  }

  async flush(): Promise<void> {
    await this.#running;
  }

  async #send(): Promise<void> {
    while (this.#waiting.size > 0) {
      const list = [...this.#waiting].map(([id, end]) => `${id}:${end}`).join(' ');
      this.#waiting.clear();
      const payload = list.length > PAYLOAD_LIMIT ? 'r ' : `r ${list}`;
      await this.#database
        .query(`SELECT pg_notify('${CHANNEL}', $1)`, [payload])
        .catch(() => undefined);
    }
  }
}
