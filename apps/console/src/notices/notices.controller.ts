import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { PageAnswer } from '@handrail/contracts';
import { Allow, ApiAct, preconditionRequired } from '@handrail/platform';
import type { NoticeEvidence, NoticeItem } from '../api/notices.js';
import { NoticesClient } from './notices.client.js';
import {
  NoticeActDto,
  NoticeActParamsDto,
  NoticeParamsDto,
  NoticesPageDto,
  NoticesQueryDto,
} from './notices.dto.js';

/** Notices to the State for whoever has to give them: what is due, its evidence, and the record. */
@ApiTags('care')
@Controller('v1/console/care/notices')
export class NoticesController {
  readonly #client: NoticesClient;

  constructor(client: NoticesClient) {
    this.#client = client;
  }

  @Get()
  @Allow('care.read')
  @ApiOperation({ summary: 'Notices to the State, newest first, each with its clock.' })
  @ApiOkResponse({ type: NoticesPageDto })
  list(@Query() { cursor }: NoticesQueryDto): Promise<PageAnswer<NoticeItem>> {
    return this.#client.page(cursor);
  }

  @Get(':id/evidence')
  @Allow('care.read')
  @ApiOperation({ summary: 'What shows that a program was full, and for whom.' })
  @ApiOkResponse({ description: 'As scheduling answers it.' })
  evidence(@Param() { id }: NoticeParamsDto): Promise<NoticeEvidence> {
    return this.#client.evidence(id);
  }

  @Post(':id/:act')
  @Allow('programs.write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Records that the State was told, or takes that back.' })
  @ApiAct()
  @ApiOkResponse({ description: 'The notice after it.' })
  act(
    @Param() { id, act }: NoticeActParamsDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: NoticeActDto,
  ): Promise<NoticeItem> {
    if (!ifMatch) throw preconditionRequired();
    return this.#client.act(id, act, body, ifMatch);
  }
}
