import { Body, Controller, Get, Headers, HttpCode, Param, ParseUUIDPipe } from '@nestjs/common';
import { Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiAct, notFound, preconditionRequired } from '@handrail/platform';
import type { QueueCounts, RecordedDeterminationAnswer } from '@handrail/contracts';
import { REASSESSMENT_ACTS } from '../api/care.js';
import type { CareReassessment, PlacementChoices, QueueAnswer } from '../api/care.js';
import type { ReassessmentAct, ReassessmentWithEvents } from '../api/care.js';
import { StreamHub } from '../stream/stream-hub.js';
import { AssessmentClient } from './assessment.client.js';
import { QueueCountsDto, QueueCountsQueryDto, QueueDto, QueueQueryDto } from './care.dto.js';
import { PlacementChoicesDto, ReassessmentAnswerDto } from './care.dto.js';
import { CareReader } from './care.reader.js';

/** The work of care teams: the assessment service decides, the console shows and passes on. */
@ApiTags('care')
@Controller('v1/console/care')
export class CareReassessmentsController {
  readonly #reader: CareReader;
  readonly #assessment: AssessmentClient;
  readonly #hub: StreamHub;

  constructor(reader: CareReader, assessment: AssessmentClient, hub: StreamHub) {
    this.#reader = reader;
    this.#assessment = assessment;
    this.#hub = hub;
  }

  @Allow('care.read')
  @Get('queue')
  @ApiOperation({ summary: 'Reassessments that wait for somebody, earliest due first.' })
  @ApiOkResponse({ type: QueueDto })
  queue(@Query() { view, owner }: QueueQueryDto): Promise<QueueAnswer> {
    return this.#reader.queue(view ?? 'all', owner);
  }

  @Allow('care.read')
  @Get('queue-counts')
  @ApiOperation({ summary: 'How many items each view of the queue has.' })
  @ApiOkResponse({ type: QueueCountsDto })
  counts(@Query() { owner }: QueueCountsQueryDto): Promise<QueueCounts> {
    const whose = owner ? `?owner=${encodeURIComponent(owner)}` : '';
    return this.#assessment.get(`/v1/reassessments/queue-counts${whose}`);
  }

  @Allow('care.read')
  @Get('placement-choices')
  @ApiOperation({
    summary: 'Regions and payers that programs serve, for who states circumstances.',
  })
  @ApiOkResponse({ type: PlacementChoicesDto })
  placementChoices(): Promise<PlacementChoices> {
    return this.#reader.placementChoices();
  }

  @Allow('care.read')
  @Get('reassessments/:id')
  @ApiOperation({
    operationId: 'CareReassessmentsController_one',
    summary: 'One reassessment with what its events were.',
  })
  @ApiOkResponse({ type: ReassessmentAnswerDto })
  find(@Param('id', ParseUUIDPipe) id: string): Promise<ReassessmentWithEvents> {
    return this.#reader.find(id);
  }

  @Allow('care.read')
  @Get('reassessments/:id/determinations')
  @ApiOperation({ summary: 'What was determined, newest first, and whether it can be reproduced.' })
  determinations(
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<{ items: RecordedDeterminationAnswer[] }> {
    return this.#assessment.get(`/v1/reassessments/${id}/determinations`);
  }

  @Allow('care.act', 'care.sign')
  @Post('reassessments/:id/:act')
  @HttpCode(200)
  @ApiOperation({ summary: 'One act of a person on the version they have seen.' })
  @ApiAct()
  @ApiBody({ schema: { type: 'object' } })
  @ApiOkResponse({ type: ReassessmentAnswerDto })
  async act(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('act') act: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: object | undefined,
  ): Promise<ReassessmentWithEvents> {
    if (!isAct(act)) throw notFound('act');
    if (!ifMatch) throw preconditionRequired();
    const path = `/v1/reassessments/${id}/${act}`;
    const after = await this.#assessment.post<CareReassessment>(path, body ?? {}, ifMatch);
    this.#hub.broadcast('care', { id, act, version: after.version });
    return this.#reader.withEvents(after);
  }
}

const isAct = (act: string): act is ReassessmentAct =>
  (REASSESSMENT_ACTS as readonly string[]).includes(act);
