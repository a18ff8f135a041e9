import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, pageQuery } from '@handrail/platform';
import type { PageAnswer } from '@handrail/contracts';
import type { PlacementItem } from '../../api/lists.js';
import { PlacementPageDto, PlacementsQueryDto } from '../lists.dto.js';
import { OverviewReader } from '../overview/overview.reader.js';
import { PlacementsReader } from './placements.reader.js';

@ApiTags('console')
@Controller('v1/console/placements')
export class PlacementsController {
  readonly #placements: PlacementsReader;
  readonly #overview: OverviewReader;

  constructor(placements: PlacementsReader, overview: OverviewReader) {
    this.#placements = placements;
    this.#overview = overview;
  }

  @Allow('care.read')
  @Get()
  @ApiOperation({ summary: 'Placements, last changed first.' })
  @ApiOkResponse({ type: PlacementPageDto })
  async list(@Query() query: PlacementsQueryDto): Promise<PageAnswer<PlacementItem>> {
    const { limit, cursor, confirmed, tz, ...filter } = query;
    const confirmedSince =
      confirmed === 'today' ? (await this.#overview.day(tz ?? 'UTC')).start : undefined;
    return this.#placements.page(
      { ...filter, confirmedSince },
      pageQuery({ limit, cursor }, ['time', 'uuid']),
    );
  }
}
