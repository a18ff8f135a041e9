import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@handrail/domain';
import type { Messaging } from '@handrail/messaging';
import { MESSAGING } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { INGEST, PROFILES } from '../intake.tokens.js';
import type { SourceProfiles } from '../profile/source-profiles.js';
import type { Inbound, MessageDisposition, Protocol } from './domain/inbound.js';
import type { Ingest } from './ingest.js';
import { readAgain } from './read-again.js';

interface Row {
  id: string;
  protocol: Protocol;
  raw: Buffer;
  content_type: string;
  headers: Record<string, string> | null;
  claim_key: string | null;
  received_at: Date;
  disposition: MessageDisposition;
  reason: string;
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
  constructor(
    private readonly db: DataSource,
    @Inject(MESSAGING) private readonly messaging: Messaging,
    @Inject(INGEST) private readonly ingest: Ingest,
    @Inject(PROFILES) private readonly profiles: SourceProfiles,
  ) {}

  /**
   * A message that failed is read from its stored bytes and applied anew. One that waits for what it
   * is about is applied by the arrival of that alone; trying it only counts the try.
   */
  async retry(id: string): Promise<ActionResult> {
    const row = await this.#parked(id);
    await this.db.query('UPDATE message SET attempts = attempts + 1 WHERE id = $1', [id]);
    if (!/^(rule|sql):/.test(row.reason)) return result(row, 0);
    const inbound = this.#readAgain(row);
    if (!inbound) return result(row, 0);
    const [receipt] = await this.ingest.redo(inbound);
    return result({ ...row, ...receipt! }, receipt!.disposition === 'parked' ? 0 : 1);
  }

  async discard(id: string, note: string): Promise<ActionResult> {
    return this.messaging.transact([], async ({ tx }) => {
      const rows = await tx.query<Row>(
        `UPDATE message SET disposition = 'ignored', reason = 'discarded', note = $2, parked_at = NULL
         WHERE id = $1 AND disposition = 'parked' RETURNING id, disposition, reason`,
        [id, note],
      );
      if (rows.length === 0) throw notParked();
      return result(rows[0]!, 1);
    });
  }

  async #parked(id: string): Promise<Row> {
    const [row] = await this.db.query<Row[]>(
      `SELECT id, protocol, raw, content_type, headers, claim_key, received_at, disposition, reason
       FROM message WHERE id = $1 AND disposition = 'parked'`,
      [id],
    );
    if (!row) throw notParked();
    return row;
  }

  /** The same message, found among those of its payload by its claim. */
  #readAgain(row: Row): Inbound | undefined {
    const inbounds = readAgain(row.protocol, row.raw, {
      receivedAt: row.received_at.toISOString(),
      profiles: this.profiles,
      contentType: row.content_type,
      ...(row.headers ? { headers: row.headers } : {}),
    });
    const same = inbounds.find(({ claim }) => claim && claim.key === row.claim_key);
    return same && { ...same, id: row.id };
  }
}

const notParked = () => new DomainError('not-parked', 'There is no parked message with this id.');

const result = (
  { id, disposition, reason }: Pick<Row, 'id' | 'disposition' | 'reason'>,
  drained: number,
): ActionResult => ({ id, disposition, reason, drained, remaining: 0 });
