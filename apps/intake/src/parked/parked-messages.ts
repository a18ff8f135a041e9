import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@handrail/domain';
import type { Messaging, ParkedCount, Tx } from '@handrail/messaging';
import { MESSAGING } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { INGEST } from '../intake.tokens.js';
import type { Ingest } from '../ingest/ingest.js';
import { NO_SUCH_PERSON } from '../apply/apply-merge.js';
import { FAILED } from '../ingest/last-resort.js';
import { STORED_COLUMNS, StoredMessages, type StoredMessage } from '../message/stored-messages.js';

/** Messages parked now: what /v1/parked lists, the status page counts and an alert looks at. */
export async function countParkedMessages(tx: Tx): Promise<ParkedCount> {
  const [row] = await tx.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM message WHERE disposition = 'parked'`,
  );
  // Nothing of a source waits for an upgrade: what intake does not know is refused.
  return { count: row?.n ?? 0, newerVersion: 0 };
}

interface ActionResult {
  readonly id: string;
  readonly disposition: string;
  readonly reason: string;
  readonly drained: number;
  readonly remaining: number;
}

/** What people can do about parked messages. */
@Injectable()
export class ParkedMessages {
  readonly #db: DataSource;
  readonly #messaging: Messaging;
  readonly #ingest: Ingest;
  readonly #stored: StoredMessages;

  constructor(
    db: DataSource,
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(INGEST) ingest: Ingest,
    stored: StoredMessages,
  ) {
    this.#db = db;
    this.#messaging = messaging;
    this.#ingest = ingest;
    this.#stored = stored;
  }

  /**
   * A message that failed, or named somebody nobody knew, is read from its stored bytes and applied anew. One
   * that waits for the visit it is about is applied by the arrival of that; trying it only counts the try.
   */
  async retry(id: string): Promise<ActionResult> {
    const row = await this.#parked(id);
    await this.#db.query('UPDATE message SET attempts = attempts + 1 WHERE id = $1', [id]);
    if (!FAILED.test(row.reason) && row.reason !== NO_SUCH_PERSON) return result(row, 0);
    const inbound = (await this.#stored.read(this.#db, [row])).get(id);
    if (!inbound) return result(row, 0);
    const [receipt] = await this.#ingest.redo(inbound);
    return result({ ...row, ...receipt! }, receipt!.disposition === 'parked' ? 0 : 1);
  }

  async discard(id: string, note: string): Promise<ActionResult> {
    return this.#messaging.transact([], async ({ tx }) => {
      const rows = await tx.query<StoredMessage>(
        `UPDATE message SET disposition = 'ignored', reason = 'discarded', note = $2, parked_at = NULL
         WHERE id = $1 AND disposition = 'parked' RETURNING id, disposition, reason`,
        [id, note],
      );
      if (rows.length === 0) throw notParked();
      return result(rows[0]!, 1);
    });
  }

  async #parked(id: string): Promise<StoredMessage> {
    const [row] = await this.#db.query<StoredMessage[]>(
      `SELECT ${STORED_COLUMNS} FROM message WHERE id = $1 AND disposition = 'parked'`,
      [id],
    );
    if (!row) throw notParked();
    return row;
  }
}

const notParked = () => new DomainError('not-parked', 'There is no parked message with this id.');

const result = (
  { id, disposition, reason }: Pick<StoredMessage, 'id' | 'disposition' | 'reason'>,
  drained: number,
): ActionResult => ({ id, disposition, reason, drained, remaining: 0 });
