import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { PROGRAM_LEVELS, WAIT_REASONS } from '@handrail/domain';
import { Allow, pageQuery, type Page } from '@handrail/platform';
import { requireOneOf } from '../check-query.js';
import { ForecastPageView } from './forecast.dto.js';
import { ForecastReader } from './forecast.reader.js';
import { WaitlistReader, type WaitlistFilter } from './waitlist.reader.js';
import { WaitingView, WaitlistPage } from './waitlist.dto.js';

/** The line for a place, in the order of admission of 45 CFR 96.131. */
@ApiTags('waitlist')
@Controller('v1/waitlist')
export class WaitlistController {
  readonly #reader: WaitlistReader;
  readonly #forecasts: ForecastReader;

  constructor(reader: WaitlistReader, forecasts: ForecastReader) {
    this.#reader = reader;
    this.#forecasts = forecasts;
  }

  @Allow('care.read')
  @Get()
  @ApiOperation({ summary: 'People who wait, next in line first' })
  @ApiQuery({ name: 'level', required: false, enum: PROGRAM_LEVELS })
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
    const { filter, page } = askedFor({ level, region, waitReason, limit, cursor });
    return this.#reader.page(filter, page);
  }

  @Get('forecast')
  @Allow('care.read')
  @ApiOperation({
    summary: 'When people who wait are likely to have a place, next in line first',
    description:
      'From the rank in line, free places, ends that are planned and those that lengths of stay so far make ' +
      'likely, places nobody comes to, and who is likely to come before them. Beside it, by level, how far ' +
      'such forecasts erred. At most a minute old.',
  })
  @ApiQuery({ name: 'level', required: false, enum: PROGRAM_LEVELS })
  @ApiQuery({ name: 'region', required: false })
  @ApiQuery({ name: 'waitReason', required: false, enum: WAIT_REASONS })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOkResponse({ type: ForecastPageView })
  forecast(
    @Query('level') level?: string,
    @Query('region') region?: string,
    @Query('waitReason') waitReason?: string,
    @Query('limit') limit?: string,
    @Query('cursor') cursor?: string,
  ): Promise<ForecastPageView> {
    const { filter, page } = askedFor({ level, region, waitReason, limit, cursor });
    return this.#forecasts.page(filter, page);
  }
}

interface Asked extends WaitlistFilter {
  readonly limit?: string | undefined;
  readonly cursor?: string | undefined;
}

/** Both lists are filtered and paged alike, so that a row of one is found in the other. */
function askedFor({ level, region, waitReason, limit, cursor }: Asked) {
  if (level !== undefined) requireOneOf('level', level, PROGRAM_LEVELS);
  if (waitReason !== undefined) requireOneOf('waitReason', waitReason, WAIT_REASONS);
  const page = pageQuery({ limit, cursor }, ['integer', 'time', 'uuid']);
  return { filter: { level, region, waitReason }, page };
}
