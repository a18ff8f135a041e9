import { Controller, Get, Header, Param, Query, Req, Res } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, notFound, OpenToOthers } from '@handrail/platform';
import type { Request, Response } from 'express';
import { DisclosureGate } from '../../disclosure/disclosure-gate.service.js';
import { purposeIn, PurposeQuery, withNotice } from '../../disclosure/disclosed-http.js';
import { isUuid, requireOneOf } from '../check-query.js';
import { CalendarReader } from './calendar.reader.js';
import { toCalendar } from './to-calendar.js';

/** The sessions of a placement, to be subscribed to or imported. */
@ApiTags('placements')
@Controller('v1/placements/:id/calendar.ics')
export class CalendarController {
  readonly #reader: CalendarReader;
  readonly #gate: DisclosureGate;

  constructor(reader: CalendarReader, gate: DisclosureGate) {
    this.#reader = reader;
    this.#gate = gate;
  }

  @Allow('care.read')
  @OpenToOthers()
  @Get()
  @Header('Content-Type', 'text/calendar; charset=utf-8')
  @ApiOperation({
    summary: 'Sessions as iCalendar (RFC 5545)',
    description:
      'A session keeps its UID, SEQUENCE rises with every change, and what falls out stays as CANCELLED ' +
      'while it is ahead.',
  })
  @ApiQuery({
    name: 'location',
    required: false,
    enum: ['program'],
    description: 'The name of the program as the place; nothing says where it is without.',
  })
  @PurposeQuery()
  @ApiOkResponse({ content: { 'text/calendar': { schema: { type: 'string' } } } })
  @ApiNotFoundResponse({ description: 'No such placement, or none that has sessions.' })
  async calendar(
    @Param('id') id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Query('location') location?: string,
    @Query('purpose') purpose?: string,
  ): Promise<string> {
    if (location !== undefined) requireOneOf('location', location, ['program']);
    const facts = ['appointments'] as const;
    const asked = { facts, channel: 'calendar', purpose: purposeIn(purpose) } as const;
    const disclosed = isUuid(id) ? await this.#gate.open(request, id.toLowerCase(), asked) : null;
    const calendar = isUuid(id) ? await this.#reader.byPlacement(id) : undefined;
    if (!calendar) throw notFound('placement with sessions');
    const now = new Date().toISOString();
    withNotice(response, disclosed);
    return toCalendar(calendar, { now, withLocation: location === 'program', disclosed });
  }
}
