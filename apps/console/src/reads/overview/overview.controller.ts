import { Controller, Get, Query } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, MayBeAbsent } from '@handrail/platform';
import type { Overview } from './overview.view.js';
import { IsTimeZone } from '../time-zone.js';
import { OverviewService } from './overview.service.js';

export class OverviewQueryDto {
  @ApiPropertyOptional({ default: 'UTC', description: 'IANA time zone: decides when today began.' })
  @MayBeAbsent()
  @IsTimeZone()
  tz?: string;
}

class OverviewDto implements Overview {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty() timeZone: string;
  @ApiProperty({ format: 'date-time' }) dayStart: string;
  @ApiProperty({ type: [Object], description: 'State, report and worst lag per service.' })
  services: Overview['services'];
  @ApiProperty({ type: [Object], description: 'Events per minute and service, last 60 minutes.' })
  rates: Overview['rates'];
  @ApiProperty({ type: Object }) reassessments: Overview['reassessments'];
  @ApiProperty({ type: Object }) placements: Overview['placements'];
  @ApiProperty({ type: Object }) parked: Overview['parked'];
  @ApiProperty({
    type: Object,
    description: 'How many feeds, and those with an alarm that stands.',
  })
  feeds: Overview['feeds'];
  @ApiProperty({ type: Object, description: 'Identity reviews that wait for somebody.' })
  reviews: Overview['reviews'];
  @ApiProperty({ type: Object }) events: Overview['events'];
}

@ApiTags('console')
@Controller('v1/console/overview')
export class OverviewController {
  readonly #overview: OverviewService;

  constructor(overview: OverviewService) {
    this.#overview = overview;
  }

  @Allow('care.read', 'ops.read')
  @Get()
  @ApiOperation({ summary: 'How everything is: services, rates, open work, placements of today.' })
  @ApiOkResponse({ type: OverviewDto })
  read(@Query() query: OverviewQueryDto): Promise<Overview> {
    return this.#overview.read(query.tz ?? 'UTC');
  }
}
