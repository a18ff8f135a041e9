import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import {
  ApiGoneResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, AuditFirst, pageQuery, PurposeDto, toPage } from '@handrail/platform';
import type { Response } from 'express';
import { DISPOSITIONS } from '../../inbound/domain/inbound.js';
import { MessageDetailDto, MessagePageDto, MessageSummaryDto } from './message.dto.js';
import { MessagesReader, toMessageDto, type RawMessage } from './messages.reader.js';

/** What was received, and what became of it. */
@ApiTags('messages')
@Controller('v1/messages')
export class MessagesController {
  readonly #messages: MessagesReader;

  constructor(messages: MessagesReader) {
    this.#messages = messages;
  }

  @Allow('messages.read')
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
    const rows = await this.#messages.list(query, page.after, page.limit + 1);
    return toPage(rows, page.limit, (row) => [row.receivedAt.toISOString(), row.id], toMessageDto);
  }

  @Allow('messages.read')
  @Get('summary')
  @ApiOperation({ summary: 'How many messages ended how.' })
  @ApiOkResponse({ type: MessageSummaryDto })
  summary(): Promise<MessageSummaryDto> {
    return this.#messages.summary();
  }

  @Allow('messages.read')
  @Get(':id')
  @ApiOperation({
    operationId: 'MessagesController_one',
    summary: 'One message, with what was tried and who has read its bytes.',
  })
  @ApiOkResponse({ type: MessageDetailDto })
  @ApiNotFoundResponse({ description: 'There is no such message.' })
  byId(@Param('id', ParseUUIDPipe) id: string): Promise<MessageDetailDto> {
    return this.#messages.byId(id);
  }

  @Allow('messages.raw')
  @AuditFirst()
  @Get(':id/raw')
  @ApiOperation({ summary: 'The bytes as they came. Every reading is written down.' })
  @ApiOkResponse({ description: 'The message in its own content type.' })
  @ApiNotFoundResponse({ description: 'There is no such message.' })
  @ApiGoneResponse({
    description:
      'Its key has been destroyed, or it was refused and its bytes are not kept: then why.',
  })
  async raw(@Param('id', ParseUUIDPipe) id: string, @Res() response: Response): Promise<void> {
    send(response, await this.#messages.raw(id));
  }

  @Allow('messages.raw')
  @AuditFirst()
  @Post(':id/raw')
  @HttpCode(200)
  @ApiOperation({
    summary: 'The bytes as they came. Who reads them, and what for, is written down.',
  })
  @ApiOkResponse({ description: 'The message in its own content type.' })
  @ApiNotFoundResponse({ description: 'There is no such message.' })
  @ApiGoneResponse({ description: 'Its key has been destroyed.' })
  async readRaw(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() reader: PurposeDto,
    @Res() response: Response,
  ): Promise<void> {
    send(response, await this.#messages.raw(id, reader));
  }
}

function send(response: Response, { bytes, contentType }: RawMessage): void {
  response.setHeader('content-type', contentType);
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-disposition', 'attachment');
  response.end(bytes);
}
