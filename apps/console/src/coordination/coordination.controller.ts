import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { PageAnswer } from '@handrail/contracts';
import { Allow, ApiAct, preconditionRequired } from '@handrail/platform';
import type { CoordinationItem } from '../api/coordination.js';
import { CoordinationClient } from './coordination.client.js';
import {
  CoordinationItemDto,
  CoordinationPageDto,
  CoordinationQueryDto,
  PersonAnsweredDto,
  ReviewPlacementDto,
} from './coordination.dto.js';

/** What software could not settle about placements: lists for whoever coordinates care. */
@ApiTags('care')
@Controller('v1/console/care/coordination')
export class CoordinationController {
  readonly #client: CoordinationClient;

  constructor(client: CoordinationClient) {
    this.#client = client;
  }

  @Allow('care.read')
  @Get()
  @ApiOperation({
    summary: 'Placements to look at, people no program would do for, or who have not come.',
  })
  @ApiOkResponse({ type: CoordinationPageDto })
  list(@Query() { list, cursor }: CoordinationQueryDto): Promise<PageAnswer<CoordinationItem>> {
    return this.#client.page(list, cursor);
  }

  @Allow('placements.act')
  @Post(':id/reviewed')
  @HttpCode(200)
  @ApiOperation({ summary: 'Somebody has looked at it. Undone by review-again.' })
  @ApiAct()
  @ApiOkResponse({ type: CoordinationItemDto })
  reviewed(
    @Param('id', ParseUUIDPipe) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ReviewPlacementDto,
  ): Promise<CoordinationItem> {
    if (!ifMatch) throw preconditionRequired();
    return this.#client.act(id, 'reviewed', body, ifMatch);
  }

  @Allow('care.act', 'placements.act')
  @Post(':id/person-answer')
  @HttpCode(200)
  @ApiOperation({
    summary: 'What the person says to their place; a no gives it to the next in line.',
  })
  @ApiOkResponse({ type: CoordinationItemDto })
  answer(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: PersonAnsweredDto,
  ): Promise<CoordinationItem> {
    return this.#client.answer(id, body);
  }

  @Allow('placements.act')
  @Post(':id/review-again')
  @HttpCode(200)
  @ApiOperation({ summary: 'It has to be looked at after all. Undone by reviewed.' })
  @ApiAct()
  @ApiOkResponse({ type: CoordinationItemDto })
  reviewAgain(
    @Param('id', ParseUUIDPipe) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ReviewPlacementDto,
  ): Promise<CoordinationItem> {
    if (!ifMatch) throw preconditionRequired();
    return this.#client.act(id, 'review-again', body, ifMatch);
  }
}
