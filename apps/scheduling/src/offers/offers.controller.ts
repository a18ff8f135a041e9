import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, notFound } from '@handrail/platform';
import { isUuid } from '../reads/check-query.js';
import { PlacementReader } from '../reads/placements/placement.reader.js';
import { PlacementView } from '../reads/placements/placement.dto.js';
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

  constructor(answers: OfferAnswers, reader: PlacementReader) {
    this.#answers = answers;
    this.#reader = reader;
  }

  @Allow('offers.answer')
  @Post('acknowledge')
  @HttpCode(200)
  @ApiOperation({
    summary: 'The program has seen it and takes its time; the place is held longer',
  })
  @ApiOkResponse({ type: PlacementView })
  async acknowledge(@Param('id') id: string, @Body() body: AnswerDto): Promise<PlacementView> {
    const offerId = checked(id);
    return await this.#placement(await this.#answers.acknowledge({ ...body, offerId }));
  }

  @Allow('offers.answer')
  @Post('accept')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Confirms the held place; every other offer of the person is withdrawn',
  })
  @ApiOkResponse({ type: PlacementView })
  async accept(@Param('id') id: string, @Body() body: AcceptDto): Promise<PlacementView> {
    const offerId = checked(id);
    return await this.#placement(await this.#answers.accept({ ...body, offerId }));
  }

  @Allow('offers.answer')
  @Post('decline')
  @HttpCode(200)
  @ApiOperation({ summary: 'Frees the held place; the request goes on with its place in line' })
  @ApiOkResponse({ type: PlacementView })
  async decline(@Param('id') id: string, @Body() body: DeclineDto): Promise<PlacementView> {
    const offerId = checked(id);
    return await this.#placement(await this.#answers.decline({ ...body, offerId }));
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

  async #placement(id: string): Promise<PlacementView> {
    const placement = await this.#reader.byId(id);
    if (!placement) throw notFound('offer');
    return placement;
  }
}

/** Something that is no id names no offer. */
function checked(id: string): string {
  if (!isUuid(id)) throw notFound('offer');
  return id.toLowerCase();
}
