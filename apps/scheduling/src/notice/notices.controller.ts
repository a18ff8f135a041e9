import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, ApiAct, notFound, type Page, pageQuery, shown } from '@handrail/platform';
import type { Response } from 'express';
import { actOn } from '../acts/act-of.js';
import { ActDto } from '../acts/acts.dto.js';
import { isUuid, requireOneOf } from '../reads/check-query.js';
import { NoticeActs } from './notice-acts.service.js';
import {
  CapacityNoticePage,
  CapacityNoticeView,
  GiveNoticeDto,
  NoticeEvidenceView,
} from './notices.dto.js';
import { NoticeReader } from './notices.reader.js';

/** Notices to the State of programs that reach 90 % of their capacity to admit (45 CFR 96.126(a)). */
@ApiTags('capacity')
@Controller('v1/capacity/notices')
export class NoticesController {
  readonly #acts: NoticeActs;
  readonly #reader: NoticeReader;

  constructor(acts: NoticeActs, reader: NoticeReader) {
    this.#acts = acts;
    this.#reader = reader;
  }

  @Get()
  @Allow('care.read')
  @ApiOperation({ summary: 'Notices to the State with their clocks, newest first' })
  @ApiQuery({
    name: 'open',
    required: false,
    enum: ['true', 'false'],
    description: 'Not given yet.',
  })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOkResponse({ type: CapacityNoticePage })
  list(
    @Query('open') open?: string,
    @Query('limit') limit?: string,
    @Query('cursor') cursor?: string,
  ): Promise<Page<CapacityNoticeView>> {
    if (open !== undefined) requireOneOf('open', open, ['true', 'false']);
    const isOpen = open === undefined ? undefined : open === 'true';
    return this.#reader.page(isOpen, pageQuery({ limit, cursor }, ['time', 'uuid']));
  }

  @Get(':id/evidence')
  @Allow('care.read')
  @ApiOperation({
    summary: 'The file of evidence behind a notice',
    description:
      'How full the program was day by day, who waited for it how long, what was offered, and the reasons ' +
      'noted for exceptions. People are pseudonymous ids.',
  })
  @ApiOkResponse({ type: NoticeEvidenceView })
  @ApiNotFoundResponse()
  async evidence(@Param('id') id: string): Promise<NoticeEvidenceView> {
    const evidence = isUuid(id) ? await this.#reader.evidence(id) : undefined;
    if (!evidence) throw notFound('notice');
    return evidence;
  }

  @Post(':id/give')
  @Allow('programs.write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Records that the State was disclosed. Undone by take-back' })
  @ApiAct({ conflict: 'Not possible in its present state' })
  @ApiOkResponse({ type: CapacityNoticeView })
  async give(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: GiveNoticeDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CapacityNoticeView> {
    await this.#acts.give(actOn('notice', id, ifMatch, body), body.at);
    return await this.#show(id, response);
  }

  @Post(':id/take-back')
  @Allow('programs.write')
  @HttpCode(200)
  @ApiOperation({
    summary: 'It was recorded by mistake that the State was disclosed. Undone by give',
  })
  @ApiAct({ conflict: 'Not possible in its present state' })
  @ApiOkResponse({ type: CapacityNoticeView })
  async takeBack(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ActDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CapacityNoticeView> {
    await this.#acts.takeBack(actOn('notice', id, ifMatch, body));
    return await this.#show(id, response);
  }

  async #show(id: string, response: Response): Promise<CapacityNoticeView> {
    const notice = await this.#reader.byId(id);
    if (!notice) throw notFound('notice');
    return shown(response, notice);
  }
}
