import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, badRequest, type Page, pageQuery, shown } from '@handrail/platform';
import type { Response } from 'express';
import { QueueCountsDto, QueueCountsQueryDto } from './queue.dto.js';
import { ReassessmentDto } from '../../reassessment/reassessment.dto.js';
import { ReassessmentPageDto, ReassessmentQueryDto } from './reassessments.dto.js';
import { ReassessmentReader } from '../../reassessment/reassessment.reader.js';
import { ReassessmentListReader } from './reassessment-list.reader.js';
import { pathId } from '../../http/path-id.js';
import { QueueReader } from '../queue/queue.reader.js';
import type { ReassessmentView } from '../../reassessment/reassessment.view.js';

@ApiTags('reassessments')
@Controller('v1/reassessments')
export class ReassessmentsController {
  readonly #lists: ReassessmentListReader;
  readonly #reassessments: ReassessmentReader;
  readonly #queues: QueueReader;

  constructor(
    lists: ReassessmentListReader,
    reassessments: ReassessmentReader,
    queues: QueueReader,
  ) {
    this.#lists = lists;
    this.#reassessments = reassessments;
    this.#queues = queues;
  }

  @Allow('care.read')
  @Get()
  @ApiOperation({
    summary: 'Reassessments, newest first; with `queue` what waits for people, earliest due first',
  })
  @ApiOkResponse({ type: ReassessmentPageDto })
  list(@Query() query: ReassessmentQueryDto): Promise<Page<ReassessmentView>> {
    const { personId, status, trigger, queue, owner } = query;
    const page = pageQuery(query, ['time', 'uuid']);
    if (queue === undefined) return this.#lists.list({ personId, status, trigger }, page);
    if (queue === 'mine' && owner === undefined) throw ownerMissing();
    return this.#queues.list(queue, owner ?? null, page);
  }

  @Allow('care.read')
  @Get('queue-counts')
  @ApiOperation({ summary: 'How much waits in each queue; `mine` is of the owner named' })
  @ApiOkResponse({ type: QueueCountsDto })
  counts(@Query() { owner }: QueueCountsQueryDto): Promise<QueueCountsDto> {
    return this.#queues.counts(owner ?? null);
  }

  @Allow('care.read')
  @Get(':id')
  @ApiOperation({
    operationId: 'ReassessmentsController_one',
    summary: 'One reassessment; its ETag is its version',
  })
  @ApiOkResponse({ type: ReassessmentDto, headers: { ETag: { schema: { type: 'string' } } } })
  @ApiNotFoundResponse()
  async byId(
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReassessmentView> {
    return shown(response, await this.#reassessments.byId(pathId(id)));
  }
}

const ownerMissing = () =>
  badRequest('A list parameter is not valid.', [
    { path: 'owner', reason: 'is missing', accepted: 'whose queue it is' },
  ]);
