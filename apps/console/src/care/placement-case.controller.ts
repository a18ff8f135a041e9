import { Body, Controller, Get, Headers, HttpCode, Param, ParseUUIDPipe } from '@nestjs/common';
import { Post, Query } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { PlacementCaseAnswer } from '@handrail/contracts';
import { Allow, notFound } from '@handrail/platform';
import { OFFER_SCREEN_ACTS, PLACEMENT_SCREEN_ACTS } from '../api/placement-case.js';
import type { OffersAnswer, PlacementCase } from '../api/placement-case.js';
import { OffersDto, OffersQueryDto, PlacementCaseDto } from './placement-case.dto.js';
import { PlacementCaseReader } from './placement-case.reader.js';
import { SchedulingClient } from './scheduling.client.js';

/** Places and offers for who works with them: the scheduling service decides, the console passes on. */
@ApiTags('care')
@Controller('v1/console/care')
export class PlacementCaseController {
  readonly #reader: PlacementCaseReader;
  readonly #scheduling: SchedulingClient;

  constructor(reader: PlacementCaseReader, scheduling: SchedulingClient) {
    this.#reader = reader;
    this.#scheduling = scheduling;
  }

  @Allow('care.read')
  @Get('placements/:id')
  @ApiOperation({
    operationId: 'PlacementCaseController_one',
    summary: 'One placement with the programs it was weighed against, as they are now.',
  })
  @ApiOkResponse({ type: PlacementCaseDto })
  find(@Param('id', ParseUUIDPipe) id: string): Promise<PlacementCase> {
    return this.#reader.find(id);
  }

  @Allow('placements.act', 'care.act')
  @Post('placements/:id/:act')
  @HttpCode(200)
  @ApiOperation({ summary: 'One act of a person on the version they have seen.' })
  @ApiHeader({ name: 'If-Match', required: false, description: 'The version that was seen.' })
  @ApiBody({ schema: { type: 'object' } })
  @ApiOkResponse({ type: PlacementCaseDto })
  async act(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('act') act: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: object | undefined,
  ): Promise<PlacementCase> {
    const path = `/v1/placements/${id}/${named(PLACEMENT_SCREEN_ACTS, act)}`;
    const after = await this.#scheduling.post<PlacementCaseAnswer>(path, body ?? {}, ifMatch);
    return this.#reader.caseOf(after);
  }

  @Allow('care.read')
  @Get('offers')
  @ApiOperation({ summary: 'What programs are asked, newest first, and how they use to answer.' })
  @ApiOkResponse({ type: OffersDto })
  offers(@Query() { programId, status }: OffersQueryDto): Promise<OffersAnswer> {
    return this.#reader.offers({
      ...(programId ? { programId } : {}),
      ...(status ? { status } : {}),
    });
  }

  @Allow('placements.act', 'offers.answer')
  @Post('offers/:id/:act')
  @HttpCode(200)
  @ApiOperation({ summary: 'The answer of a program to an offer, or taking the offer back.' })
  @ApiBody({ schema: { type: 'object' } })
  @ApiOkResponse({ type: PlacementCaseDto })
  async answer(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('act') act: string,
    @Body() body: object | undefined,
  ): Promise<PlacementCase> {
    const path = `/v1/offers/${id}/${named(OFFER_SCREEN_ACTS, act)}`;
    return this.#reader.caseOf(await this.#scheduling.post<PlacementCaseAnswer>(path, body ?? {}));
  }
}

/** The act as scheduling calls it; anything else is no address of ours. */
function named(acts: readonly string[], act: string): string {
  if (!acts.includes(act)) throw notFound('act');
  return act;
}
