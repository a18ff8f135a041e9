import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { notFound } from '@handrail/platform';
import { isUuid } from '../check-query.js';
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

  @Get()
  @Header('Content-Type', 'text/calendar; charset=utf-8')
  @ApiOperation({ summary: 'Sessions as iCalendar (RFC 5545)' })
  @ApiOkResponse({ content: { 'text/calendar': { schema: { type: 'string' } } } })
  @ApiNotFoundResponse({ description: 'No such placement, or none that has sessions.' })
  async calendar(@Param('id') id: string): Promise<string> {
    const calendar = isUuid(id) ? await this.#reader.byPlacement(id) : undefined;
    if (!calendar) throw notFound('placement with sessions');
    return toCalendar(calendar);
  }
}
