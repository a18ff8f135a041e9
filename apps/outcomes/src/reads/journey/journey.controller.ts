import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, pageQuery, type Page } from '@handrail/platform';
import { uuidOf } from '../path-id.js';
import { JourneyPageDto, JourneyQueryDto, type JourneyItemDto } from './journey.dto.js';
import { JOURNEY_SORT, JourneyReader } from './journey.reader.js';

@ApiTags('journeys')
@Controller('v1')
export class JourneyController {
  readonly #journeys: JourneyReader;

  constructor(journeys: JourneyReader) {
    this.#journeys = journeys;
  }

  @Allow('outcomes.read', 'ops.read')
  @Get('persons/:id/journey')
  @ApiOperation({
    summary: 'What happened to a person: every event, decision and act in order, with causes',
    description: 'A person nobody has heard of has an empty journey.',
  })
  @ApiOkResponse({ type: JourneyPageDto })
  byPerson(
    @Param('id') id: string,
    @Query() query: JourneyQueryDto,
  ): Promise<Page<JourneyItemDto>> {
    return this.#journeys.byPerson(
      uuidOf(id, 'id'),
      pageQuery(query, JOURNEY_SORT),
      query.order ?? 'oldest-first',
    );
  }

  @Allow('outcomes.read', 'ops.read')
  @Get('journeys/by-message/:messageId')
  @ApiOperation({
    summary: 'Everything one source message led to, in order, for every person it touched',
  })
  @ApiOkResponse({ type: JourneyPageDto })
  byMessage(
    @Param('messageId') messageId: string,
    @Query() query: JourneyQueryDto,
  ): Promise<Page<JourneyItemDto>> {
    return this.#journeys.byMessage(uuidOf(messageId, 'messageId'), pageQuery(query, JOURNEY_SORT));
  }
}
