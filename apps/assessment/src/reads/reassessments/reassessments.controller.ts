import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { pageQuery, type Page } from '@handrail/platform';
import type { Response } from 'express';
import { etagOf } from '../../reassessment/commands/if-match.js';
import { ReassessmentPageDto, ReassessmentQueryDto } from './reassessments.dto.js';
import { ReassessmentDto } from './reassessments.dto.js';
import { ReassessmentsReader } from './reassessments.reader.js';
import { pathId } from '../path-id.js';
import type { ReassessmentView } from '../../reassessment/reassessment.view.js';

@ApiTags('reassessments')
@Controller('v1/reassessments')
export class ReassessmentsController {
  constructor(private readonly reader: ReassessmentsReader) {}

  @Get()
  @ApiOperation({ summary: 'Reassessments, newest first' })
  @ApiOkResponse({ type: ReassessmentPageDto })
  list(@Query() query: ReassessmentQueryDto): Promise<Page<ReassessmentView>> {
    const { personId, status, trigger } = query;
    return this.reader.list({ personId, status, trigger }, pageQuery(query));
  }

  @Get(':id')
  @ApiOperation({ summary: 'One reassessment; its ETag is its version' })
  @ApiOkResponse({ type: ReassessmentDto, headers: { ETag: { schema: { type: 'string' } } } })
  @ApiNotFoundResponse()
  async one(
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReassessmentView> {
    const view = await this.reader.one(pathId(id));
    response.setHeader('ETag', etagOf(view.version));
    return view;
  }
}
