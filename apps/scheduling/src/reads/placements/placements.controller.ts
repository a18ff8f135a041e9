import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { PLACEMENT_STATUSES, WAIT_REASONS } from '@handrail/domain';
import { Allow, notFound, type Page, pageQuery, shown } from '@handrail/platform';
import type { Response } from 'express';
import { isUuid, requireOneOf, requireUuid } from '../check-query.js';
import { PlacementReader } from './placement.reader.js';
import { PlacementPage, PlacementView, type ListedPlacementView } from './placement.dto.js';

/** Who has a place, waits for one or had one, and why. */
@ApiTags('placements')
@Controller('v1/placements')
export class PlacementsController {
  readonly #reader: PlacementReader;

  constructor(reader: PlacementReader) {
    this.#reader = reader;
  }

  @Allow('care.read')
  @Get()
  @ApiOperation({
    summary: 'Placements, newest first',
    description:
      'Of one person each comes whole, with its candidates and acts; in other lists without.',
  })
  @ApiQuery({ name: 'personId', required: false })
  @ApiQuery({ name: 'programId', required: false })
  @ApiQuery({ name: 'status', required: false, enum: PLACEMENT_STATUSES })
  @ApiQuery({ name: 'waitReason', required: false, enum: WAIT_REASONS })
  @ApiQuery({
    ...{ name: 'needsReview', required: false, enum: ['true'] },
    description: 'Those a person has to look at, and why.',
  })
  @ApiQuery({
    ...{ name: 'notStarted', required: false, enum: ['true'] },
    description: 'Places whose person has not come, and nobody knows why.',
  })
  @ApiQuery({
    ...{ name: 'askPerson', required: false, enum: ['true'] },
    description: 'Places whose person was not asked yet whether they want them.',
  })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOkResponse({ type: PlacementPage })
  list(
    @Query() asked: Readonly<Record<string, string | undefined>>,
  ): Promise<Page<ListedPlacementView>> {
    const { personId, programId, status, waitReason, needsReview, notStarted, askPerson } = asked;
    if (personId !== undefined) requireUuid('personId', personId);
    if (status !== undefined) requireOneOf('status', status, PLACEMENT_STATUSES);
    if (waitReason !== undefined) requireOneOf('waitReason', waitReason, WAIT_REASONS);
    if (needsReview !== undefined) requireOneOf('needsReview', needsReview, ['true']);
    if (notStarted !== undefined) requireOneOf('notStarted', notStarted, ['true']);
    if (askPerson !== undefined) requireOneOf('askPerson', askPerson, ['true']);
    const work = {
      needsReview: needsReview === 'true',
      notStarted: notStarted === 'true',
      askPerson: askPerson === 'true',
    };
    const { limit, cursor } = asked;
    return this.#reader.page(
      { personId, programId, status, waitReason, ...work },
      pageQuery({ limit, cursor }, ['time', 'uuid']),
    );
  }

  @Allow('care.read')
  @Get(':id')
  @ApiOperation({
    operationId: 'PlacementsController_one',
    summary: 'One placement with the candidates it was chosen from',
  })
  @ApiOkResponse({ type: PlacementView, headers: { ETag: { schema: { type: 'string' } } } })
  @ApiNotFoundResponse()
  async byId(
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView> {
    const placement = isUuid(id) ? await this.#reader.byId(id) : undefined;
    if (!placement) throw notFound('placement');
    return shown(response, placement);
  }
}
