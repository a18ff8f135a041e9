import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { PLACEMENT_STATUSES } from '@handrail/domain';
import { notFound, pageQuery, type Page } from '@handrail/platform';
import { isUuid, requireOneOf, requireUuid } from '../check-query.js';
import { PlacementReader } from './placement.reader.js';
import { PlacementPage, PlacementView } from './placement.dto.js';

/** Who has a place, waits for one or had one, and why. */
@ApiTags('placements')
@Controller('v1/placements')
export class PlacementsController {
  readonly #reader: PlacementReader;

  constructor(reader: PlacementReader) {
    this.#reader = reader;
  }

  @Get()
  @ApiOperation({ summary: 'Placements, newest first' })
  @ApiQuery({ name: 'personId', required: false })
  @ApiQuery({ name: 'programId', required: false })
  @ApiQuery({ name: 'status', required: false, enum: PLACEMENT_STATUSES })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOkResponse({ type: PlacementPage })
  list(
    @Query('personId') personId?: string,
    @Query('programId') programId?: string,
    @Query('status') status?: string,
    @Query('limit') limit?: string,
    @Query('cursor') cursor?: string,
  ): Promise<Page<PlacementView>> {
    if (personId !== undefined) requireUuid('personId', personId);
    if (status !== undefined) requireOneOf('status', status, PLACEMENT_STATUSES);
    return this.#reader.page(
      { personId, programId, status },
      pageQuery({ limit, cursor }, ['time', 'uuid']),
    );
  }

  @Get(':id')
  @ApiOperation({
    operationId: 'PlacementsController_one',
    summary: 'One placement with the candidates it was chosen from',
  })
  @ApiOkResponse({ type: PlacementView })
  @ApiNotFoundResponse()
  async byId(@Param('id') id: string): Promise<PlacementView> {
    const placement = isUuid(id) ? await this.#reader.byId(id) : undefined;
    if (!placement) throw notFound('placement');
    return placement;
  }
}
