import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, notFound, pageQuery } from '@handrail/platform';
import type { PageAnswer } from '@handrail/contracts';
import type { EventDetail, EventRow } from '../../api/events.js';
import { EventDetailDto, EventPageDto, EventsQueryDto } from './events.dto.js';
import { EventsReader } from './events.reader.js';

@ApiTags('console')
@Controller('v1/console/events')
export class EventsController {
  readonly #events: EventsReader;

  constructor(events: EventsReader) {
    this.#events = events;
  }

  @Allow('ops.read')
  @Get()
  @ApiOperation({ summary: 'Events of all services, newest received first.' })
  @ApiOkResponse({ type: EventPageDto })
  list(@Query() query: EventsQueryDto): Promise<PageAnswer<EventRow>> {
    const { limit, cursor, ...filter } = query;
    return this.#events.page(filter, pageQuery({ limit, cursor }, ['bigint']));
  }

  @Allow('ops.read')
  @Get(':id')
  @ApiOperation({
    operationId: 'EventsController_one',
    summary: 'One event with its payload, its headers and the chain it belongs to.',
  })
  @ApiOkResponse({ type: EventDetailDto })
  async find(@Param('id', ParseUUIDPipe) id: string): Promise<EventDetail> {
    const detail = await this.#events.detail(id);
    if (!detail) throw notFound('kept event');
    return detail;
  }
}
