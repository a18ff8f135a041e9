import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { PageAnswer } from '@handrail/contracts';
import { Allow, ApiAct, preconditionRequired } from '@handrail/platform';
import type { WaitingActed, WaitingItem } from '../api/waiting.js';
import { WaitingClient } from './waiting.client.js';
import {
  WaitingActDto,
  WaitingActedDto,
  WaitingActParamsDto,
  WaitingPageDto,
  WaitingQueryDto,
} from './waiting.dto.js';

/** The waiting list for whoever keeps it: what is owed to whom, and what was done. */
@ApiTags('care')
@Controller('v1/console/care/waiting')
export class WaitingController {
  readonly #client: WaitingClient;

  constructor(client: WaitingClient) {
    this.#client = client;
  }

  @Allow('care.read')
  @Get()
  @ApiOperation({ summary: 'Who waits, next in line first, with every clock.' })
  @ApiOkResponse({ type: WaitingPageDto })
  list(@Query() { group, cursor }: WaitingQueryDto): Promise<PageAnswer<WaitingItem>> {
    return this.#client.page(group, cursor);
  }

  @Allow('waitlist.act')
  @Post(':id/:act')
  @HttpCode(200)
  @ApiOperation({ summary: 'Does something about who waits; each act has its opposite.' })
  @ApiAct()
  @ApiOkResponse({ type: WaitingActedDto })
  act(
    @Param() { id, act }: WaitingActParamsDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: WaitingActDto,
  ): Promise<WaitingActed> {
    if (!ifMatch) throw preconditionRequired();
    return this.#client.act(id, act, body, ifMatch);
  }
}
