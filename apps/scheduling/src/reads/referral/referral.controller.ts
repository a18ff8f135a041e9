import { Controller, Get, Header, Param, Query, Req, Res } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, notFound, OpenToOthers } from '@handrail/platform';
import type { Task } from '@medplum/fhirtypes';
import type { Request, Response } from 'express';
import { DisclosureGate } from '../../disclosure/disclosure-gate.service.js';
import { purposeIn, PurposeQuery, withNotice } from '../../disclosure/disclosed-http.js';
import { isUuid } from '../check-query.js';
import { PlacementReader } from '../placements/placement.reader.js';
import { toTask } from './to-task.js';

/** The referral loop: whoever sent a person reads what became of them. */
@ApiTags('placements')
@Controller('fhir/Task/:id')
export class ReferralController {
  readonly #placements: PlacementReader;
  readonly #gate: DisclosureGate;

  constructor(placements: PlacementReader, gate: DisclosureGate) {
    this.#placements = placements;
    this.#gate = gate;
  }

  @Allow('care.read')
  @OpenToOthers()
  @Get()
  @Header('content-type', 'application/fhir+json')
  @ApiOperation({
    summary: 'A placement as the FHIR R4 Task of its referral',
    description:
      'In the states of SDOH Clinical Care: requested, accepted, rejected, in-progress, on-hold, failed, completed, cancelled, with a statusReason such as at-capacity, and the business state of BSeR. The id is that of the placement. Somebody of another organisation is disclosed by the consent of the person only, with the label 42CFRPart2 and the notice of 42 CFR 2.32.',
  })
  @ApiProduces('application/fhir+json')
  @ApiOkResponse({ schema: { type: 'object', description: 'A Task' } })
  @PurposeQuery()
  @ApiNotFoundResponse({ description: 'No such placement, or nothing of it may be disclosed.' })
  async task(
    @Param('id') id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Query('purpose') purpose?: string,
  ): Promise<Task> {
    const asked = {
      ...({ facts: ['referral', 'level-of-care'], channel: 'fhir-task' } as const),
      purpose: purposeIn(purpose),
    };
    if (!isUuid(id)) throw notFound('placement');
    const disclosed = await this.#gate.open(request, id.toLowerCase(), asked);
    const placement = await this.#placements.byId(id);
    if (!placement) throw notFound('placement');
    withNotice(response, disclosed);
    return toTask(placement, disclosed);
  }
}
