import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@handrail/platform';
import { sinceOf } from '../../http/since.js';
import { SinceQueryDto } from '../../http/since.dto.js';
import { OverrideRates } from './measures.dto.js';
import { OverrideRatesReader } from './override-rates.reader.js';

@ApiTags('measures')
@Controller('v1/measures')
export class MeasuresController {
  readonly #rates: OverrideRatesReader;

  constructor(rates: OverrideRatesReader) {
    this.#rates = rates;
  }

  @Allow('outcomes.read')
  @Get('overrides')
  @ApiOperation({ summary: 'How often people decided otherwise than the policy, per rule' })
  @ApiOkResponse({ type: OverrideRates })
  overrides(@Query() { since }: SinceQueryDto): Promise<OverrideRates> {
    return this.#rates.since(sinceOf(since, new Date()));
  }
}
