import type { LogSink } from './log-sink.js';
import { inTransaction, type ConnectionSource } from './pool.js';

const EVERY_MS = 10 * 60_000;
const CHUNK = 5_000;

// Only published rows go, in chunks, so that no long transaction holds vacuum back. Inbox rows stay:
// they must outlive everything that could be delivered again.
const DELETE = `
  DELETE FROM outbox WHERE event_id IN (
    SELECT event_id FROM outbox
    WHERE published_at < clock_timestamp() - make_interval(days => $1::int) LIMIT ${CHUNK})
  RETURNING 1`;

/** Removes outbox rows that were published longer ago than somebody may want them again. */
export class OutboxRetention {
  readonly #source: ConnectionSource;
  readonly #log: LogSink;
  readonly #days: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(source: ConnectionSource, log: LogSink, days: number) {
    this.#source = source;
    this.#log = log;
    this.#days = days;
  }

  start(): void {
    this.#timer = setInterval(() => void this.run(), EVERY_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async run(): Promise<number> {
    let removed = 0;
    try {
      for (;;) {
        const rows = await inTransaction(this.#source, (tx) => tx.query(DELETE, [this.#days]));
        removed += rows.length;
        if (rows.length < CHUNK) return removed;
      }
    } catch (error) {
      this.#log.error('old outbox rows could not be removed', { error });
      return removed;
    }
  }
}
