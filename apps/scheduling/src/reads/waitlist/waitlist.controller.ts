import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { PLACEABLE_LEVELS, WAIT_REASONS } from '@handrail/domain';
import { Allow, pageQuery, type Page } from '@handrail/platform';
import { requireOneOf } from '../check-query.js';
import { WaitlistReader } from './waitlist.reader.js';
import { WaitingView, WaitlistPage } from './waitlist.dto.js';

/** The line for a place, in the order of admission of 45 CFR 96.131. */
@ApiTags('waitlist')
@Controller('v1/waitlist')
export class WaitlistController {
  readonly #reader: WaitlistReader;

  constructor(reader: WaitlistReader) {
    this.#reader = reader;
  }

  @Allow('care.read')
  @Get()
  @ApiOperation({ summary: 'People who wait, next in line first' })
  @ApiQuery({ name: 'level', required: false, enum: PLACEABLE_LEVELS })
  @ApiQuery({ name: 'region', required: false })
  @ApiQuery({ name: 'waitReason', required: false, enum: WAIT_REASONS })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOkResponse({ type: WaitlistPage })
  list(
    @Query('level') level?: string,
    @Query('region') region?: string,
    @Query('waitReason') waitReason?: string,
    @Query('limit') limit?: string,
    @Query('cursor') cursor?: string,
  ): Promise<Page<WaitingView>> {
    if (level !== undefined) requireOneOf('level', level, PLACEABLE_LEVELS);
    if (waitReason !== undefined) requireOneOf('waitReason', waitReason, WAIT_REASONS);
    return this.#reader.page(
      { level, region, waitReason },
      pageQuery({ limit, cursor }, ['integer', 'time', 'uuid']),
    );
  }
}
