import { Inject, Injectable } from '@nestjs/common';
import type { MessageDisposition } from '@handrail/contracts';
import { badRequest, notFound, Problem } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { IDENTIFICATION } from '../../intake.tokens.js';
import { DISPOSITIONS } from '../../inbound/domain/inbound.js';
import type { DropReason } from '../../inbound/domain/refused-body.js';
import { rawPlace, type Produced } from '../../message/message.store.js';
import { DROPPED, readNoted, type DroppedRow } from '../../message/raw-bytes.store.js';
import { BoundSenders } from '../../senders/bound-senders.service.js';
import type { Identification } from '../../person/identification.js';
import type {
  MessageDetailDto,
  MessageDto,
  MessageSummaryDto,
  RefusedBodyDto,
} from './message.dto.js';

export interface MessageRow
  extends Omit<MessageDto, 'receivedAt' | 'produced' | 'refusedBody'>, DroppedRow {
  receivedAt: Date;
  produced: Produced[];
}

interface DetailRow extends MessageRow {
  attempts: number;
  parkedAt: Date | null;
  note: string | null;
  readings: Array<{ at: string; by: string | null; purpose: string | null }> | null;
}

/** A message as it came. */
export interface RawMessage {
  readonly bytes: Buffer;
  readonly contentType: string;
}

const COLUMNS = `id, source, protocol, type, control_id AS "controlId", received_at AS "receivedAt",
  disposition, reason, person_id AS "personId", produced, problems, ${DROPPED}`;

const DETAIL = `
  SELECT ${COLUMNS}, attempts, parked_at AS "parkedAt", note,
    (SELECT json_agg(json_build_object('at', a.accessed_at, 'by', a.accessed_by, 'purpose', a.purpose)
       ORDER BY a.id DESC)
     FROM (SELECT * FROM message_access WHERE message_id = $1 ORDER BY id DESC LIMIT 20) AS a)
      AS readings
  FROM message WHERE id = $1`;

const SUMMARY = `
  SELECT disposition, type, count(*)::int AS n FROM message
  WHERE $1::text[] IS NULL OR source = ANY($1) GROUP BY disposition, type`;

const OWN = 'SELECT FROM message WHERE id = $1 AND source = ANY($2::text[])';

const FILTERS = {
  source: 'source',
  controlId: 'control_id',
  disposition: 'disposition',
  personId: 'person_id::text',
} as const;

/** Reads what was received, and what became of it. */
@Injectable()
export class MessagesReader {
  readonly #db: DataSource;
  readonly #identification: Identification;
  readonly #senders: BoundSenders;

  constructor(
    db: DataSource,
    @Inject(IDENTIFICATION) identification: Identification,
    senders: BoundSenders,
  ) {
    this.#db = db;
    this.#identification = identification;
    this.#senders = senders;
  }

  async list(
    query: Readonly<Record<string, string | undefined>>,
    after: readonly string[] | null,
    limit: number,
  ): Promise<MessageRow[]> {
    const where: string[] = [];
    const params: unknown[] = [];
    for (const [name, column] of Object.entries(FILTERS)) {
      const value = query[name];
      if (value === undefined) continue;
      params.push(filterValue(name, value));
      where.push(`${column} = $${params.length}`);
    }
    const { readable } = this.#senders;
    if (readable) where.push(`source = ANY($${params.push(readable)}::text[])`);
    if (after) {
      params.push(...after);
      where.push(
        `(received_at, id) < ($${params.length - 1}::timestamptz, $${params.length}::uuid)`,
      );
    }
    params.push(limit);
    return this.#db.query<MessageRow[]>(
      `SELECT ${COLUMNS} FROM message ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
       ORDER BY received_at DESC, id DESC LIMIT $${params.length}`,
      params,
    );
  }

  async summary(): Promise<MessageSummaryDto> {
    const rows = await this.#db.query<
      Array<{ disposition: MessageDisposition; type: string; n: number }>
    >(SUMMARY, [this.#senders.readable ?? null]);
    const byDisposition = Object.fromEntries(DISPOSITIONS.map((each) => [each, 0])) as Record<
      MessageDisposition,
      number
    >;
    // Types of refused messages are any words: a map has none of its own.
    const byType = new Map<string, number>();
    for (const { disposition, type, n } of rows) {
      byDisposition[disposition] += n;
      byType.set(type, (byType.get(type) ?? 0) + n);
    }
    return {
      total: rows.reduce((sum, { n }) => sum + n, 0),
      byDisposition,
      byType: Object.fromEntries(byType),
    };
  }

  /** Refused with 404 when there is none. */
  async byId(id: string): Promise<MessageDetailDto> {
    await this.#open(id);
    const [row] = await this.#db.query<DetailRow[]>(DETAIL, [id]);
    if (!row) throw notFound('message');
    const { attempts, parkedAt, note, readings } = row;
    return {
      ...toMessageDto(row),
      ...{ attempts, parkedAt: parkedAt?.toISOString() ?? null, note },
      // JSON of the database has its own way of writing a time.
      readings: (readings ?? []).map((each) => ({ ...each, at: new Date(each.at).toISOString() })),
    };
  }

  /** A client that is bound to sources finds nothing of others: 404, as of a message nobody knows. */
  async #open(id: string): Promise<void> {
    const { readable } = this.#senders;
    if (!readable) return;
    const rows = await this.#db.query<unknown[]>(OWN, [id, readable]);
    if (rows.length === 0) throw notFound('message');
  }

  /** The bytes as they came; that somebody reads them is written down. */
  async raw(id: string, reader: { by?: string; purpose?: string } = {}): Promise<RawMessage> {
    await this.#open(id);
    const row = await readNoted(this.#db, id, reader);
    if (!row) throw notFound('message');
    if (!row.sealed_raw) throw notKept(row);
    const ring = await this.#identification.vault.ringOf(this.#db, [row.sealed_raw]);
    const bytes = ring.open({ place: rawPlace(id.toLowerCase()), sealed: row.sealed_raw });
    if (!bytes)
      throw new Problem(
        410,
        'key-destroyed',
        'The message can no longer be read',
        'Its key has been destroyed, and with it what it sealed.',
      );
    return { bytes, contentType: safeType(row.content_type) };
  }
}

const notKept = (row: DroppedRow) =>
  new Problem(
    410,
    'body-not-kept',
    'The bytes of this message are not kept',
    WHY_DROPPED[row.raw_dropped!],
    undefined,
    { refusedBody: refusedBodyOf(row) },
  );

const WHY_DROPPED: Readonly<Record<DropReason, string>> = {
  'too-large': 'It was refused, and is larger than what is kept of refused messages.',
  'no-room': 'It was refused, and the room for refused messages was taken.',
  'too-old': 'It was refused, and the time for which refused messages are kept is over.',
};

const refusedBodyOf = (row: DroppedRow): RefusedBodyDto => ({
  bytes: row.raw_bytes,
  digest: row.raw_digest,
  dropped: row.raw_dropped,
  droppedAt: row.raw_dropped_at?.toISOString() ?? null,
});

/** What a sender called it must not make a browser run it. */
const safeType = (type: string) =>
  /^(application\/(hl7-v2|[\w.+-]*json)|text\/plain)/i.exec(type)?.[0] ??
  'application/octet-stream';

function filterValue(name: string, value: string): string {
  if (name === 'disposition' && !DISPOSITIONS.includes(value as MessageDisposition))
    throw badRequest('A list parameter is not valid.', [
      {
        path: 'disposition',
        reason: 'is not a disposition',
        accepted: `one of ${DISPOSITIONS.join(', ')}`,
      },
    ]);
  return name === 'personId' ? value.toLowerCase() : value.replaceAll('\u0000', '');
}

export const toMessageDto = (row: MessageRow): MessageDto => ({
  id: row.id,
  source: row.source,
  protocol: row.protocol,
  type: row.type,
  controlId: row.controlId,
  receivedAt: row.receivedAt.toISOString(),
  disposition: row.disposition,
  reason: row.reason,
  personId: row.personId,
  produced: row.produced.map(({ eventId }) => eventId),
  refusedBody: row.disposition === 'rejected' ? refusedBodyOf(row) : null,
  problems: row.problems,
});
