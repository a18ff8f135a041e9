import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@handrail/platform';
import { MeasuresDto } from './measures.dto.js';
import { MeasuresReader } from './measures.reader.js';

@ApiTags('measures')
@Controller('v1/measures')
export class MeasuresController {
  readonly #measures: MeasuresReader;

  constructor(measures: MeasuresReader) {
    this.#measures = measures;
  }

  @Allow('outcomes.read')
  @Get()
  @ApiOperation({ summary: 'Measures with their definition, numerator and denominator' })
  @ApiOkResponse({ type: MeasuresDto })
  async list(): Promise<MeasuresDto> {
    return { items: await this.#measures.all(), nextCursor: null };
  }
}
