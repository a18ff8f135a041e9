import { Controller, Get, Param } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@handrail/platform';
import { pathId } from '../../http/path-id.js';
import { ReassessmentReader } from '../../reassessment/reassessment.reader.js';
import { RecordedDeterminationsDto } from './determinations.dto.js';
import { DeterminationsReader } from './determinations.reader.js';

@ApiTags('reassessments')
@Controller('v1/reassessments/:id/determinations')
export class DeterminationsController {
  readonly #reader: DeterminationsReader;
  readonly #reassessments: ReassessmentReader;

  constructor(reader: DeterminationsReader, reassessments: ReassessmentReader) {
    this.#reader = reader;
    this.#reassessments = reassessments;
  }

  @Allow('care.read')
  @Get()
  @ApiOperation({
    summary: 'Every determination of a reassessment, and whether it can be made again',
  })
  @ApiOkResponse({ type: RecordedDeterminationsDto })
  @ApiNotFoundResponse()
  async list(@Param('id') id: string): Promise<RecordedDeterminationsDto> {
    const { id: known } = await this.#reassessments.byId(pathId(id));
    return { items: await this.#reader.ofReassessment(known) };
  }
}
