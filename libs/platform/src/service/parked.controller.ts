import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { ParkedAnswer } from '@handrail/contracts';
import type { MessagingEngine } from '@handrail/messaging';
import { IsString, Length } from 'class-validator';
import { Allow } from '../access/allow.js';
import { pageQuery, toPage, type Page } from '../http/page.js';
import { ParkedActionDto } from './parked-action.dto.js';
import { ENGINE } from './tokens.js';

export class DiscardDto {
  @ApiProperty({ description: 'Why the event is given up, for the audit trail. No personal data.' })
  @IsString()
  @Length(3, 500)
  reason: string;
}

/** Events that could not be applied, and what people can do about them. */
@ApiTags('operations')
@Controller('v1/parked')
export class ParkedController {
  readonly #engine: MessagingEngine;

  constructor(@Inject(ENGINE) engine: MessagingEngine) {
    this.#engine = engine;
  }

  @Allow('ops.read')
  @Get()
  @ApiOperation({ summary: 'Parked events, newest first.' })
  @ApiQuery({ name: 'cause', required: false })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOkResponse({
    description: '{items: [{id, personId, type, eventId, cause, attempts, parkedAt, behind}]}',
  })
  async list(
    @Query('cause') cause?: string,
    @Query('limit') limit?: string,
    @Query('cursor') cursor?: string,
  ): Promise<Page<ParkedAnswer>> {
    const page = pageQuery({ limit, cursor }, ['time', 'uuid']);
    const after = page.after as readonly [string, string] | null;
    const rows = await this.#engine.parked({
      limit: page.limit + 1,
      ...(cause ? { cause } : {}),
      ...(after ? { after } : {}),
    });
    return toPage(
      rows,
      page.limit,
      (row) => [row.parkedAt, row.id],
      (row) => row,
    );
  }

  @Allow('parked.act')
  @Post(':id/retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Try the queue of this person again, from its head.' })
  @ApiOkResponse({ type: ParkedActionDto })
  retry(@Param('id', ParseUUIDPipe) id: string): Promise<ParkedActionDto> {
    return this.#engine.retryParked(id);
  }

  @Allow('parked.act')
  @Post(':id/discard')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give an event up, with the reason; those behind it go on.' })
  @ApiOkResponse({ type: ParkedActionDto })
  discard(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: DiscardDto,
  ): Promise<ParkedActionDto> {
    return this.#engine.discardParked(id, body.reason);
  }
}
