import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, notFound, OpenToOthers } from '@handrail/platform';
import type { Request } from 'express';
import type { Disclosed } from '../disclosure/domain/decide-disclosure.js';
import { isUuid } from '../reads/check-query.js';
import { PlacementReader } from '../reads/placements/placement.reader.js';
import { PlacementView } from '../reads/placements/placement.dto.js';
import { OfferDoor } from './offer-door.service.js';
import { OfferAnswers } from './offer-answers.service.js';
import { AcceptDto, AnswerDto, DeclineDto, WithdrawOfferDto } from './offers.dto.js';

/** Answers to open offers, each of which holds a place. Answering the same twice is no error. */
@ApiTags('offers')
@ApiNotFoundResponse()
@ApiConflictResponse({ description: 'The offer is not open any more; the type says why.' })
@Controller('v1/offers/:id')
export class OffersController {
  readonly #answers: OfferAnswers;
  readonly #reader: PlacementReader;
  readonly #door: OfferDoor;

  constructor(answers: OfferAnswers, reader: PlacementReader, door: OfferDoor) {
    this.#answers = answers;
    this.#reader = reader;
    this.#door = door;
  }

  @Allow('offers.answer')
  @OpenToOthers()
  @Post('acknowledge')
  @HttpCode(200)
  @ApiOperation({
    summary: 'The program has seen it and takes its time; the place is held longer',
  })
  @ApiOkResponse({ type: PlacementView })
  async acknowledge(
    @Param('id') id: string,
    @Body() body: AnswerDto,
    @Req() request: Request,
  ): Promise<PlacementView> {
    const offerId = checked(id);
    const disclosed = await this.#door.open(request, offerId);
    return await this.#placement(await this.#answers.acknowledge({ ...body, offerId }), disclosed);
  }

  @Allow('offers.answer')
  @OpenToOthers()
  @Post('accept')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Confirms the held place; every other offer of the person is withdrawn',
  })
  @ApiOkResponse({ type: PlacementView })
  async accept(
    @Param('id') id: string,
    @Body() body: AcceptDto,
    @Req() request: Request,
  ): Promise<PlacementView> {
    const offerId = checked(id);
    const disclosed = await this.#door.open(request, offerId);
    return await this.#placement(await this.#answers.accept({ ...body, offerId }), disclosed);
  }

  @Allow('offers.answer')
  @OpenToOthers()
  @Post('decline')
  @HttpCode(200)
  @ApiOperation({ summary: 'Frees the held place; the request goes on with its place in line' })
  @ApiOkResponse({ type: PlacementView })
  async decline(
    @Param('id') id: string,
    @Body() body: DeclineDto,
    @Req() request: Request,
  ): Promise<PlacementView> {
    const offerId = checked(id);
    const disclosed = await this.#door.open(request, offerId);
    return await this.#placement(await this.#answers.decline({ ...body, offerId }), disclosed);
  }

  @Allow('placements.act')
  @Post('withdraw')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Takes an offer back that nobody has answered. Undone by offering again',
  })
  @ApiOkResponse({ type: PlacementView })
  async withdraw(@Param('id') id: string, @Body() body: WithdrawOfferDto): Promise<PlacementView> {
    const taken = { ...body, offerId: checked(id), how: 'withdrawn' } as const;
    return await this.#placement(await this.#answers.decline(taken));
  }

  /** Another organisation is shown what became of the offer, and nothing of what the network does beside it. */
  async #placement(id: string, disclosed: Disclosed | null = null): Promise<PlacementView> {
    const placement = await this.#reader.byId(id);
    if (!placement) throw notFound('offer');
    return disclosed
      ? { ...placement, acts: [], candidates: [], offers: [], emptiedBy: [] }
      : placement;
  }
}

/** Something that is no id names no offer. */
function checked(id: string): string {
  if (!isUuid(id)) throw notFound('offer');
  return id.toLowerCase();
}
