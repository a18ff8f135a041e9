import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { PROGRAM_LEVELS } from '@handrail/domain';
import { Allow, pageQuery, type Page } from '@handrail/platform';
import { requireOneOf } from '../check-query.js';
import { CapacityPage, TrackCapacityView } from './capacity.dto.js';
import { CapacityReader } from './capacity.reader.js';

/** How full every track is: one number for free, each number with its age, source and confidence. */
@ApiTags('capacity')
@Controller('v1/capacity')
export class CapacityController {
  readonly #reader: CapacityReader;

  constructor(reader: CapacityReader) {
    this.#reader = reader;
  }

  @Allow('care.read')
  @Get()
  @ApiOperation({ summary: 'Tracks with their places, by program and track' })
  @ApiQuery({ name: 'level', required: false, enum: PROGRAM_LEVELS })
  @ApiQuery({ name: 'region', required: false })
  @ApiQuery({ name: 'programId', required: false })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOkResponse({ type: CapacityPage })
  list(
    @Query('level') level?: string,
    @Query('region') region?: string,
    @Query('programId') programId?: string,
    @Query('limit') limit?: string,
    @Query('cursor') cursor?: string,
  ): Promise<Page<TrackCapacityView>> {
    if (level !== undefined) requireOneOf('level', level, PROGRAM_LEVELS);
    return this.#reader.page(
      { level, region, programId },
      pageQuery({ limit, cursor }, ['text', 'text']),
    );
  }
}
