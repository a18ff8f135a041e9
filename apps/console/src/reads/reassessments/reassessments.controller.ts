import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, pageQuery } from '@handrail/platform';
import type { PageAnswer } from '@handrail/contracts';
import type { ReassessmentItem } from '../../api/lists.js';
import { ReassessmentPageDto, ReassessmentsQueryDto } from '../lists.dto.js';
import { ReassessmentsReader } from './reassessments.reader.js';

@ApiTags('console')
@Controller('v1/console/reassessments')
export class ReassessmentsController {
  readonly #reassessments: ReassessmentsReader;

  constructor(reassessments: ReassessmentsReader) {
    this.#reassessments = reassessments;
  }

  @Allow('care.read')
  @Get()
  @ApiOperation({ summary: 'Reassessments, newest opened first or soonest due first.' })
  @ApiOkResponse({ type: ReassessmentPageDto })
  list(@Query() query: ReassessmentsQueryDto): Promise<PageAnswer<ReassessmentItem>> {
    const { limit, cursor, sort, ...filter } = query;
    return this.#reassessments.page(
      { ...filter, sort: sort ?? 'opened' },
      pageQuery({ limit, cursor }, ['time', 'uuid']),
    );
  }
}
