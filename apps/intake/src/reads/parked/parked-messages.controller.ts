import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Allow, pageQuery, ParkedActionDto, toPage } from '@handrail/platform';
import { ParkedMessages } from '../../parked/parked-messages.js';
import { DiscardMessageDto, ParkedPageDto } from './parked.dto.js';
import { ParkedMessagesReader } from './parked-messages.reader.js';

/** Messages that could not be applied, or that wait for what they are about. */
@ApiTags('operations')
@Controller('v1/parked')
export class ParkedMessagesController {
  readonly #reader: ParkedMessagesReader;
  readonly #parked: ParkedMessages;

  constructor(reader: ParkedMessagesReader, parked: ParkedMessages) {
    this.#reader = reader;
    this.#parked = parked;
  }

  @Allow('ops.read')
  @Get()
  @ApiOperation({ summary: 'Parked messages, newest first.' })
  @ApiQuery({ name: 'cause', required: false })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOkResponse({ type: ParkedPageDto })
  async list(@Query() query: Record<string, string | undefined>): Promise<ParkedPageDto> {
    const page = pageQuery(query, ['time', 'uuid']);
    const rows = await this.#reader.list(query['cause'], page);
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

  @Allow('parked.act')
  @Post(':id/retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Apply the stored message again.' })
  @ApiOkResponse({ type: ParkedActionDto })
  retry(@Param('id', ParseUUIDPipe) id: string): Promise<ParkedActionDto> {
    return this.#parked.retry(id);
  }

  @Allow('parked.act')
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
