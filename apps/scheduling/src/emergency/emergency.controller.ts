import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import {
  Allow,
  ApiAct,
  notFound,
  OpenToOthers,
  type Page,
  pageQuery,
  shown,
} from '@handrail/platform';
import type { Response } from 'express';
import { actOn } from '../acts/act-of.js';
import { ActDto } from '../acts/acts.dto.js';
import { requireOneOf } from '../reads/check-query.js';
import {
  EMERGENCY_STATES,
  EmergencyAccessPage,
  EmergencyAccessView,
  OpenEmergencyDto,
  ReviewEmergencyDto,
  type EmergencyState,
} from './emergency.dto.js';
import { EmergencyReader } from './emergency.reader.js';
import { EmergencyAccesses } from './emergency.service.js';

/** Access in a medical emergency, without consent, and what was found about it (42 CFR 2.51). */
@ApiTags('emergency-accesses')
@Controller('v1/emergency-accesses')
export class EmergencyController {
  readonly #accesses: EmergencyAccesses;
  readonly #reader: EmergencyReader;

  constructor(accesses: EmergencyAccesses, reader: EmergencyReader) {
    this.#accesses = accesses;
    this.#reader = reader;
  }

  @Post()
  @Allow('care.act')
  @OpenToOthers()
  @ApiOperation({
    summary: 'Opens access to one person for one organisation, for 60 minutes',
    description:
      'For medical personnel in an emergency in which consent cannot be had. Everything told under it is in the ' +
      'ledger and flagged in the audit, the privacy officer is alarmed and reviews it. It opens no counselling ' +
      'notes. Undone by close.',
  })
  @ApiCreatedResponse({ type: EmergencyAccessView })
  @ApiNotFoundResponse({ description: 'No such placement' })
  @ApiConflictResponse({ description: 'The organisation has access already' })
  async open(
    @Body() body: OpenEmergencyDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<EmergencyAccessView> {
    const placementId = body.placementId.toLowerCase();
    const { organisation, reason, by } = body;
    const id = await this.#accesses.open({ placementId, organisation, reason, by });
    return shown(response, await this.#known(id));
  }

  @Get()
  @Allow('consent.admin', 'audit.read')
  @ApiOperation({ summary: 'Accesses that were opened, newest first' })
  @ApiQuery({ name: 'state', required: false, enum: EMERGENCY_STATES })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOkResponse({ type: EmergencyAccessPage })
  list(
    @Query('state') state?: string,
    @Query('limit') limit?: string,
    @Query('cursor') cursor?: string,
  ): Promise<Page<EmergencyAccessView>> {
    if (state !== undefined) requireOneOf('state', state, EMERGENCY_STATES);
    return this.#reader.page(
      state as EmergencyState | undefined,
      pageQuery({ limit, cursor }, ['time', 'uuid']),
    );
  }

  @Post(':id/close')
  @Allow('care.act', 'consent.admin')
  @HttpCode(200)
  @ApiAct({ conflict: 'It has ended already' })
  @ApiOperation({ summary: 'Ends an access now. Undone by opening it again' })
  @ApiOkResponse({ type: EmergencyAccessView })
  async close(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ActDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<EmergencyAccessView> {
    await this.#accesses.close(actOn('emergency access', id, ifMatch, body));
    return shown(response, await this.#known(id));
  }

  @Post(':id/review')
  @Allow('consent.admin')
  @HttpCode(200)
  @ApiAct()
  @ApiOperation({ summary: 'Records what was found. Replaced by another finding' })
  @ApiOkResponse({ type: EmergencyAccessView })
  async review(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ReviewEmergencyDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<EmergencyAccessView> {
    await this.#accesses.review(actOn('emergency access', id, ifMatch, body), body.finding);
    return shown(response, await this.#known(id));
  }

  async #known(id: string): Promise<EmergencyAccessView> {
    const known = await this.#reader.byId(id.toLowerCase());
    if (!known) throw notFound('emergency access');
    return known;
  }
}
