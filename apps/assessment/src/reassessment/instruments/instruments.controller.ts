import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, badRequest } from '@handrail/platform';
import { pathId } from '../../http/path-id.js';
import { InstrumentResultDto, PostInstrumentResultDto } from './instruments.dto.js';
import { InstrumentsService } from './instruments.service.js';

@ApiTags('persons')
@Controller('v1/persons/:personId/instrument-results')
export class InstrumentsController {
  readonly #instruments: InstrumentsService;

  constructor(instruments: InstrumentsService) {
    this.#instruments = instruments;
  }

  @Allow('care.act', 'ingest.write')
  @Post()
  @HttpCode(201)
  @ApiOperation({
    summary: 'Keeps what another instrument said, as evidence; it is shown and never interpreted',
  })
  @ApiCreatedResponse({ type: InstrumentResultDto })
  post(
    @Param('personId') personId: string,
    @Body() body: PostInstrumentResultDto,
  ): Promise<InstrumentResultDto> {
    if (body.level === undefined && body.composite === undefined)
      throw badRequest('One or more fields are not valid.', [
        { path: '/level', reason: 'is missing', accepted: 'a level, a composite, or both' },
      ]);
    return this.#instruments.keep(pathId(personId), body);
  }
}
