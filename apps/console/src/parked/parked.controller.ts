import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@handrail/platform';
import type { ActResult, ParkedView } from './parked.view.js';
import { ParkedActs } from './parked.acts.js';
import { ActResultDto, OperatorActsDto, ParkedActDto, ParkedViewDto } from './parked.dto.js';
import { ParkedReader } from './parked.reader.js';

@ApiTags('console')
@Controller('v1/console/parked')
export class ParkedController {
  readonly #reader: ParkedReader;
  readonly #acts: ParkedActs;

  constructor(reader: ParkedReader, acts: ParkedActs) {
    this.#reader = reader;
    this.#acts = acts;
  }

  @Allow('ops.read')
  @Get()
  @ApiOperation({ summary: 'Parked events of all services, grouped by service and cause.' })
  @ApiOkResponse({ type: ParkedViewDto })
  view(): Promise<ParkedView> {
    return this.#reader.view();
  }

  @Allow('ops.read')
  @Get('acts')
  @ApiOperation({ summary: 'What operators did to parked events, newest first.' })
  @ApiOkResponse({ type: OperatorActsDto })
  async recorded(): Promise<OperatorActsDto> {
    return { items: await this.#acts.recorded(50) };
  }

  @Allow('parked.act')
  @Post('retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Tries one parked event or a group again, oldest first.' })
  @ApiOkResponse({ type: ActResultDto })
  retry(@Body() wish: ParkedActDto): Promise<ActResult> {
    return this.#acts.run('retry', wish);
  }

  @Allow('parked.act')
  @Post('discard')
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives one parked event or a group up; what waits behind goes on.' })
  @ApiOkResponse({ type: ActResultDto })
  discard(@Body() wish: ParkedActDto): Promise<ActResult> {
    return this.#acts.run('discard', wish);
  }
}
