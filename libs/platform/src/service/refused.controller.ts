import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { MessagingEngine, RefusedItem } from '@handrail/messaging';
import { Allow } from '../access/allow.js';
import { DiscardDto } from './parked.controller.js';
import { ENGINE } from './tokens.js';

/** Events this service decided that the event log does not take, and what people can do about them. */
@ApiTags('operations')
@Controller('v1/refused')
export class RefusedController {
  readonly #engine: MessagingEngine;

  constructor(@Inject(ENGINE) engine: MessagingEngine) {
    this.#engine = engine;
  }

  @Allow('ops.read')
  @Get()
  @ApiOperation({ summary: 'Events the log refuses, oldest first, at most 200.' })
  @ApiOkResponse({
    description: '{items: [{id, personId, topic, type, reason, attempts, refusedAt, waiting}]}',
  })
  async list(): Promise<{ items: RefusedItem[] }> {
    return { items: await this.#engine.refusals.list() };
  }

  @Allow('parked.act')
  @Post(':id/retry')
  @HttpCode(204)
  @ApiOperation({ summary: 'Publish it again, and those behind it.' })
  retry(@Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.#engine.refusals.retry(id);
  }

  @Allow('parked.act')
  @Post(':id/discard')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Give it up, with the reason: nobody will read it, those behind it go on.',
  })
  discard(@Param('id', ParseUUIDPipe) id: string, @Body() body: DiscardDto): Promise<void> {
    return this.#engine.refusals.discard(id, body.reason);
  }
}
