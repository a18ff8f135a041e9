import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type {
  DeterminationData,
  OverrideRatesAnswer,
  PolicyAnswer,
  PolicyHitsAnswer,
  PolicySummaryAnswer,
  SimulationAnswer,
} from '@handrail/contracts';
import { Allow } from '@handrail/platform';
import type { CapacityView } from '../api/policies.js';
import { AssessmentClient } from './assessment.client.js';
import { CapacityDto, SinceQueryDto } from './care.dto.js';
import { CareReader } from './care.reader.js';

const path = (version: string, rest = ''): string =>
  `/v1/policies/${encodeURIComponent(version)}${rest}`;

/** Policies as data, how often each row spoke, and what another version would have said. */
@ApiTags('care')
@Controller('v1/console/care')
export class CarePoliciesController {
  readonly #reader: CareReader;
  readonly #assessment: AssessmentClient;

  constructor(reader: CareReader, assessment: AssessmentClient) {
    this.#reader = reader;
    this.#assessment = assessment;
  }

  @Allow('care.read')
  @Get('policies')
  @ApiOperation({ summary: 'Every policy version, newest first.' })
  list(): Promise<{ items: PolicySummaryAnswer[] }> {
    return this.#assessment.get('/v1/policies');
  }

  @Allow('care.read')
  @Get('policies/:version')
  @ApiOperation({
    operationId: 'CarePoliciesController_one',
    summary: 'One policy with every row of its tables.',
  })
  find(@Param('version') version: string): Promise<PolicyAnswer> {
    return this.#assessment.get(path(version));
  }

  @Allow('care.read')
  @Get('policies/:version/hits')
  @ApiOperation({ summary: 'How often each row spoke since a time; rows that never did count 0.' })
  hits(
    @Param('version') version: string,
    @Query() { since }: SinceQueryDto,
  ): Promise<PolicyHitsAnswer> {
    const from = since ? `?since=${encodeURIComponent(since)}` : '';
    return this.#assessment.get(path(version, `/hits${from}`));
  }

  @Allow('care.read')
  @Post('policies/:version/simulate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Runs a version over recorded determinations; nothing is written.' })
  @ApiBody({ schema: { type: 'object' } })
  simulate(@Param('version') version: string, @Body() body: object): Promise<SimulationAnswer> {
    return this.#assessment.post(path(version, '/simulate'), body);
  }

  @Allow('care.read')
  @Post('policies/:version/evaluate')
  @HttpCode(200)
  @ApiOperation({ summary: 'What a version says about one case; nothing is stored.' })
  @ApiBody({ schema: { type: 'object' } })
  evaluate(@Param('version') version: string, @Body() body: object): Promise<DeterminationData> {
    return this.#assessment.post(path(version, '/evaluate'), body);
  }

  @Allow('outcomes.read')
  @Get('overrides')
  @ApiOperation({ summary: 'How often people decided otherwise than the rules that spoke.' })
  overrides(@Query() { since }: SinceQueryDto): Promise<OverrideRatesAnswer> {
    const from = since ? `?since=${encodeURIComponent(since)}` : '';
    return this.#assessment.get(`/v1/measures/overrides${from}`);
  }

  @Allow('care.read')
  @Get('capacity')
  @ApiOperation({ summary: 'Places by level of care, with the age of the oldest number.' })
  @ApiOkResponse({ type: CapacityDto })
  capacity(): Promise<CapacityView> {
    return this.#reader.capacity();
  }
}
