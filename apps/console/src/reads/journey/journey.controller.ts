import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Allow } from '@handrail/platform';
import type { Journey, RecentPerson } from '../../api/journey.js';
import { JourneyReader } from './journey.reader.js';

class JourneyDto implements Journey {
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ type: [Object], description: 'Newest first, each with its cause.' })
  items: Journey['items'];
  @ApiProperty({ description: 'False when only events the console keeps could be shown.' })
  complete: boolean;
  @ApiProperty({ type: Object, description: 'Place and open reassessment of this moment.' })
  now: Journey['now'];
}

export class RecentPersonsDto {
  @ApiProperty({ type: [Object] }) items: RecentPerson[];
}

@ApiTags('console')
@Controller('v1/console/persons')
export class JourneyController {
  readonly #journeys: JourneyReader;

  constructor(journeys: JourneyReader) {
    this.#journeys = journeys;
  }

  @Allow('care.read', 'ops.read')
  @Get()
  @ApiOperation({ summary: 'Persons whose events arrived last.' })
  @ApiOkResponse({ type: RecentPersonsDto })
  async recent(): Promise<RecentPersonsDto> {
    return { items: await this.#journeys.recent(30) };
  }

  @Allow('care.read', 'ops.read')
  @Get(':id/journey')
  @ApiOperation({ summary: 'What happened to a person, why, and what was decided.' })
  @ApiOkResponse({ type: JourneyDto })
  journey(@Param('id', ParseUUIDPipe) id: string): Promise<Journey> {
    return this.#journeys.read(id);
  }
}
