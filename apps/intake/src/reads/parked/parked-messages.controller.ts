import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { pageQuery, ParkedActionDto, toPage } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { ParkedMessages } from '../../parked/parked-messages.js';
import { DiscardMessageDto, ParkedPageDto } from './parked.dto.js';

interface Row {
  id: string;
  personId: string | null;
  type: string;
  cause: string;
  attempts: number;
  parkedAt: Date;
}

/** Messages that could not be applied, or that wait for what they are about. */
@ApiTags('operations')
@Controller('v1/parked')
export class ParkedMessagesController {
  readonly #db: DataSource;
  readonly #parked: ParkedMessages;

  constructor(db: DataSource, parked: ParkedMessages) {
    this.#db = db;
    this.#parked = parked;
  }

  @Get()
  @ApiOperation({ summary: 'Parked messages, newest first.' })
  @ApiQuery({ name: 'cause', required: false })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOkResponse({ type: ParkedPageDto })
  async list(@Query() query: Record<string, string | undefined>): Promise<ParkedPageDto> {
    const page = pageQuery(query, ['time', 'uuid']);
    const rows = await this.#db.query<Row[]>(
      `SELECT id, person_id AS "personId", type, reason AS cause, attempts, parked_at AS "parkedAt"
       FROM message WHERE disposition = 'parked' AND ($1::text IS NULL OR reason = $1)
         AND ($2::timestamptz IS NULL OR (parked_at, id) < ($2, $3::uuid))
       ORDER BY parked_at DESC, id DESC LIMIT $4`,
      [query['cause'] ?? null, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
    );
    return toPage(
      rows,
      page.limit,
      (row) => [row.parkedAt.toISOString(), row.id],
      (row) => ({
        ...row,
        eventId: row.id,
        parkedAt: row.parkedAt.toISOString(),
        behind: null,
      }),
    );
  }

  @Post(':id/retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Apply the stored message again.' })
  @ApiOkResponse({ type: ParkedActionDto })
  retry(@Param('id', ParseUUIDPipe) id: string): Promise<ParkedActionDto> {
    return this.#parked.retry(id);
  }

  @Post(':id/discard')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give a message up, with the reason. It stays stored, as ignored.' })
  @ApiOkResponse({ type: ParkedActionDto })
  discard(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: DiscardMessageDto,
  ): Promise<ParkedActionDto> {
    return this.#parked.discard(id, body.reason);
  }
}
