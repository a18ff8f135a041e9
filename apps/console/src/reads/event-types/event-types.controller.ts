import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { catalogue } from '@handrail/contracts';
import { Allow } from '@handrail/platform';
import type { EventType } from '../../api/event-types.js';

export class EventTypesDto {
  @ApiProperty({ type: [Object] }) items: EventType[];
}

/** The catalogue, so that the page knows a new event the day it is released. */
const TYPES: EventType[] = catalogue.map(({ type, name, context, firesWhen }) => ({
  type,
  name,
  service: context,
  firesWhen,
}));

@ApiTags('console')
@Controller('v1/console/event-types')
export class EventTypesController {
  @Allow('care.read', 'ops.read')
  @Get()
  @ApiOperation({ summary: 'Every released event type.' })
  @ApiOkResponse({ type: EventTypesDto })
  list(): EventTypesDto {
    return { items: TYPES };
  }
}
