import { DomainError } from '@handrail/domain';
import { inTransaction, withRetries, type ConnectionSource } from './pool.js';
import type { Tx } from './tx.js';

/** An event the log refused, as operations staff see it; ids and codes only. */
export interface RefusedItem {
  readonly id: string;
  readonly personId: string;
  readonly topic: string;
  readonly type: string;
  readonly reason: string;
  readonly attempts: number;
  readonly refusedAt: string;
  /** Later events of the same key that wait behind it. */
  readonly waiting: number;
}

interface Row {
  event_id: string;
  key: string;
  topic: string;
  type: string;
  reason: string;
  attempts: number;
  refused_at: Date;
  waiting: number;
}

const MOST_LISTED = 200;

const LIST = `
  SELECT r.event_id, r.key, o.topic, o.headers ->> 'ce_type' AS type, r.reason, r.attempts,
         r.refused_at, (SELECT count(*)::int FROM outbox w
                        WHERE w.key = r.key AND w.published_at IS NULL AND w.seq > o.seq) AS waiting
  FROM outbox_refusal r JOIN outbox o USING (event_id)
  WHERE r.settled_at IS NULL ORDER BY r.refused_at, r.event_id LIMIT ${MOST_LISTED}`;

const SETTLE = `
  UPDATE outbox_refusal SET settled_at = clock_timestamp(), outcome = $2
  WHERE event_id = $1 AND settled_at IS NULL RETURNING event_id`;

// Counts as published: the events behind it go on, and retention removes it in its time.
const GIVE_UP = `UPDATE outbox SET published_at = clock_timestamp() WHERE event_id = $1`;

/** Keys whose next event the log refused; their later ones wait behind it, because order is per key. */
export const REFUSED_KEYS = `SELECT key FROM outbox_refusal WHERE settled_at IS NULL`;

/** Remembers that the log refused an event; parameters are its id, its key and the reason. */
export const REFUSE = `
  INSERT INTO outbox_refusal AS r (event_id, key, reason) VALUES ($1, $2, $3)
  ON CONFLICT (event_id) DO UPDATE SET reason = excluded.reason, attempts = r.attempts + 1,
    refused_at = clock_timestamp(), settled_at = NULL, outcome = NULL`;

/** Lets what was refused longer ago than `$1` seconds be tried again: a broker's limits may change. */
export const TRY_AGAIN = `
  UPDATE outbox_refusal SET settled_at = clock_timestamp(), outcome = 'retried'
  WHERE settled_at IS NULL AND refused_at < clock_timestamp() - make_interval(secs => $1)`;

/** What people can do about events the log refuses. */
export class Refusals {
  readonly #source: ConnectionSource;
  /** Wakes the relay, wherever it runs. */
  readonly #changed: () => Promise<void>;

  constructor(source: ConnectionSource, changed: () => Promise<void>) {
    this.#source = source;
    this.#changed = changed;
  }

  /** Refused events, oldest first, at most two hundred. */
  async list(): Promise<RefusedItem[]> {
    const rows = await this.#transact((tx) => tx.query<Row>(LIST));
    return rows.map((row) => ({
      id: row.event_id,
      personId: row.key,
      topic: row.topic,
      type: row.type,
      reason: row.reason,
      attempts: row.attempts,
      refusedAt: row.refused_at.toISOString(),
      waiting: row.waiting,
    }));
  }

  /** Publishes the event again, and those behind it. `not-refused` when it is not refused. */
  async retry(eventId: string): Promise<void> {
    await this.#settle(eventId, 'retried');
  }

  /** Gives an event up for good, with the reason; nobody will ever read it. Those behind it go on. */
  async discard(eventId: string, reason: string): Promise<void> {
    await this.#settle(eventId, `discarded: ${reason}`, async (tx) => {
      await tx.query(GIVE_UP, [eventId]);
    });
  }

  async #settle(
    eventId: string,
    outcome: string,
    more: (tx: Tx) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    await this.#transact(async (tx) => {
      const rows = await tx.query(SETTLE, [eventId, outcome]);
      if (rows.length === 0)
        throw new DomainError('not-refused', 'no event with this id is refused by the log');
      await more(tx);
    });
    await this.#changed();
  }

  #transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return withRetries(() => inTransaction(this.#source, work), {
      unknownCommitIsSafe: false,
      maxAttempts: 5,
    });
  }
}
