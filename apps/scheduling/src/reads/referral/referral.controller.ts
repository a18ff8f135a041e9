import { Controller, Get, Header, Param } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, notFound } from '@handrail/platform';
import type { Task } from '@medplum/fhirtypes';
import { isUuid } from '../check-query.js';
import { PlacementReader } from '../placements/placement.reader.js';
import { toTask } from './to-task.js';

/** The referral loop: whoever sent a person reads what became of them. */
@ApiTags('placements')
@Controller('fhir/Task/:id')
export class ReferralController {
  readonly #placements: PlacementReader;

  constructor(placements: PlacementReader) {
    this.#placements = placements;
  }

  @Allow('care.read')
  @Get()
  @Header('content-type', 'application/fhir+json')
  @ApiOperation({
    summary: 'A placement as the FHIR R4 Task of its referral',
    description:
      'In the states of SDOH Clinical Care: requested, accepted, rejected, in-progress, on-hold, failed, completed, cancelled, with a statusReason such as at-capacity, and the business state of BSeR. The id is that of the placement.',
  })
  @ApiProduces('application/fhir+json')
  @ApiOkResponse({ schema: { type: 'object', description: 'A Task' } })
  @ApiNotFoundResponse()
  async task(@Param('id') id: string): Promise<Task> {
    const placement = isUuid(id) ? await this.#placements.byId(id) : undefined;
    if (!placement) throw notFound('placement');
    return toTask(placement);
  }
}
