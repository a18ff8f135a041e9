import { Controller, Get, Inject, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import {
  ApiGoneResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { badRequest, notFound, Problem, pageQuery, toPage } from '@handrail/platform';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { DISPOSITIONS, type MessageDisposition } from '../../message/domain/inbound.js';
import type { DropReason } from '../../message/domain/refused-body.js';
import { IDENTIFICATION } from '../../intake.tokens.js';
import type { Identification } from '../../person/identification.js';
import { rawPlace, type Produced } from '../../message/message.store.js';
import { MessageDto, MessagePageDto, MessageSummaryDto, RefusedBodyDto } from './message.dto.js';

interface DroppedRow {
  raw_bytes: number | null;
  raw_digest: string | null;
  raw_dropped: DropReason | null;
  raw_dropped_at: Date | null;
}

interface Row extends Omit<MessageDto, 'receivedAt' | 'produced' | 'refusedBody'>, DroppedRow {
  receivedAt: Date;
  produced: Produced[];
}

interface RawRow extends DroppedRow {
  sealed_raw: Buffer | null;
  content_type: string;
}

const DROPPED = 'raw_bytes, raw_digest, raw_dropped, raw_dropped_at';

const COLUMNS = `id, source, protocol, type, control_id AS "controlId", received_at AS "receivedAt",
  disposition, reason, person_id AS "personId", produced, problems, ${DROPPED}`;

const FILTERS = {
  source: 'source',
  controlId: 'control_id',
  disposition: 'disposition',
  personId: 'person_id::text',
} as const;

/** What was received, and what became of it. */
@ApiTags('messages')
@Controller('v1/messages')
export class MessagesController {
  constructor(
    private readonly db: DataSource,
    @Inject(IDENTIFICATION) private readonly identification: Identification,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Messages, newest first.' })
  @ApiQuery({ name: 'source', required: false })
  @ApiQuery({ name: 'controlId', required: false })
  @ApiQuery({ name: 'disposition', required: false, enum: DISPOSITIONS })
  @ApiQuery({ name: 'personId', required: false })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOkResponse({ type: MessagePageDto })
  async list(@Query() query: Record<string, string | undefined>): Promise<MessagePageDto> {
    const page = pageQuery(query, ['time', 'uuid']);
    const where: string[] = [];
    const params: unknown[] = [];
    for (const [name, column] of Object.entries(FILTERS)) {
      const value = query[name];
      if (value === undefined) continue;
      params.push(filterValue(name, value));
      where.push(`${column} = $${params.length}`);
    }
    if (page.after) {
      params.push(...page.after);
      where.push(
        `(received_at, id) < ($${params.length - 1}::timestamptz, $${params.length}::uuid)`,
      );
    }
    params.push(page.limit + 1);
    const rows = await this.db.query<Row[]>(
      `SELECT ${COLUMNS} FROM message ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
       ORDER BY received_at DESC, id DESC LIMIT $${params.length}`,
      params,
    );
    return toPage(rows, page.limit, (row) => [row.receivedAt.toISOString(), row.id], toDto);
  }

  @Get('summary')
  @ApiOperation({ summary: 'How many messages ended how.' })
  @ApiOkResponse({ type: MessageSummaryDto })
  async summary(): Promise<MessageSummaryDto> {
    const rows = await this.db.query<
      Array<{ disposition: MessageDisposition; type: string; n: number }>
    >('SELECT disposition, type, count(*)::int AS n FROM message GROUP BY disposition, type');
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

  @Get(':id')
  @ApiOperation({ summary: 'One message.' })
  @ApiOkResponse({ type: MessageDto })
  @ApiNotFoundResponse({ description: 'There is no such message.' })
  async one(@Param('id', ParseUUIDPipe) id: string): Promise<MessageDto> {
    const [row] = await this.db.query<Row[]>(`SELECT ${COLUMNS} FROM message WHERE id = $1`, [id]);
    if (!row) throw notFound('message');
    return toDto(row);
  }

  @Get(':id/raw')
  @ApiOperation({ summary: 'The bytes as they came. Every reading is written down.' })
  @ApiOkResponse({ description: 'The message in its own content type.' })
  @ApiNotFoundResponse({ description: 'There is no such message.' })
  @ApiGoneResponse({
    description:
      'Its key has been destroyed, or it was refused and its bytes are not kept: then why.',
  })
  async raw(@Param('id', ParseUUIDPipe) id: string, @Res() response: Response): Promise<void> {
    const [row] = await this.db.query<RawRow[]>(
      `WITH found AS (SELECT id, sealed_raw, content_type, ${DROPPED} FROM message WHERE id = $1),
            noted AS (INSERT INTO message_access (message_id, accessed_at)
                      SELECT id, now() FROM found WHERE sealed_raw IS NOT NULL)
       SELECT sealed_raw, content_type, ${DROPPED} FROM found`,
      [id],
    );
    if (!row) throw notFound('message');
    if (!row.sealed_raw) throw notKept(row);
    const ring = await this.identification.vault.ringOf(this.db, [row.sealed_raw]);
    const raw = ring.open({ place: rawPlace(id.toLowerCase()), sealed: row.sealed_raw });
    if (!raw)
      throw new Problem(
        410,
        'key-destroyed',
        'The message can no longer be read',
        'Its key has been destroyed, and with it what it sealed.',
      );
    response.setHeader('content-type', safeType(row.content_type));
    response.setHeader('cache-control', 'no-store');
    response.setHeader('content-disposition', 'attachment');
    response.end(raw);
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

const toDto = (row: Row): MessageDto => ({
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
