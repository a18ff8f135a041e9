import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, notFound } from '@handrail/platform';
import { isUuid, requireOneOf } from '../check-query.js';
import { CalendarReader } from './calendar.reader.js';
import { toCalendar } from './to-calendar.js';

/** The sessions of a placement, to be subscribed to or imported. */
@ApiTags('placements')
@Controller('v1/placements/:id/calendar.ics')
export class CalendarController {
  readonly #reader: CalendarReader;

  constructor(reader: CalendarReader) {
    this.#reader = reader;
  }

  @Allow('care.read')
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
  @ApiOkResponse({ content: { 'text/calendar': { schema: { type: 'string' } } } })
  @ApiNotFoundResponse({ description: 'No such placement, or none that has sessions.' })
  async calendar(@Param('id') id: string, @Query('location') location?: string): Promise<string> {
    if (location !== undefined) requireOneOf('location', location, ['program']);
    const calendar = isUuid(id) ? await this.#reader.byPlacement(id) : undefined;
    if (!calendar) throw notFound('placement with sessions');
    const now = new Date().toISOString();
    return toCalendar(calendar, { now, withLocation: location === 'program' });
  }
}
