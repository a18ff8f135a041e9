import { applyDecorators, Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiExtraModels,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { Allow, notFound, OpenToOthers } from '@handrail/platform';
import type { Request, Response } from 'express';
import { withNotice } from '../disclosure/disclosed-http.js';
import { isUuid } from '../reads/check-query.js';
import { OfferReader } from '../reads/offers/offer.reader.js';
import { OutsideOfferView, toOutsideOffer } from '../reads/offers/outside-offer.dto.js';
import { PlacementReader } from '../reads/placements/placement.reader.js';
import { PlacementView } from '../reads/placements/placement.dto.js';
import { OfferDoor } from './offer-door.service.js';
import { OfferAnswers } from './offer-answers.service.js';
import { AcceptDto, AnswerDto, DeclineDto, WithdrawOfferDto } from './offers.dto.js';

const Answered = (): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(PlacementView, OutsideOfferView),
    ApiOkResponse({
      description:
        'The placement; to another organisation the offer to its program alone, with the notice of 42 CFR 2.32 in a header',
      schema: {
        oneOf: [{ $ref: getSchemaPath(PlacementView) }, { $ref: getSchemaPath(OutsideOfferView) }],
      },
    }),
  );

/** Answers to open offers, each of which holds a place. Answering the same twice is no error. */
@ApiTags('offers')
@ApiNotFoundResponse()
@ApiConflictResponse({ description: 'The offer is not open any more; the type says why.' })
@Controller('v1/offers/:id')
export class OffersController {
  readonly #answers: OfferAnswers;
  readonly #reader: PlacementReader;
  readonly #door: OfferDoor;
  readonly #offers: OfferReader;

  constructor(
    answers: OfferAnswers,
    reader: PlacementReader,
    door: OfferDoor,
    offers: OfferReader,
  ) {
    this.#answers = answers;
    this.#reader = reader;
    this.#door = door;
    this.#offers = offers;
  }

  @Allow('offers.answer')
  @OpenToOthers()
  @Post('acknowledge')
  @HttpCode(200)
  @ApiOperation({ summary: 'The program has seen it and takes its time; the place is held longer' })
  @Answered()
  async acknowledge(
    @Param('id') id: string,
    @Body() body: AnswerDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView | OutsideOfferView> {
    return await this.#answered(id, { request, response }, (offerId) =>
      this.#answers.acknowledge({ ...body, offerId }),
    );
  }

  @Allow('offers.answer')
  @OpenToOthers()
  @Post('accept')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Confirms the held place; every other offer of the person is withdrawn',
  })
  @Answered()
  async accept(
    @Param('id') id: string,
    @Body() body: AcceptDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView | OutsideOfferView> {
    return await this.#answered(id, { request, response }, (offerId) =>
      this.#answers.accept({ ...body, offerId }),
    );
  }

  @Allow('offers.answer')
  @OpenToOthers()
  @Post('decline')
  @HttpCode(200)
  @ApiOperation({ summary: 'Frees the held place; the request goes on with its place in line' })
  @Answered()
  async decline(
    @Param('id') id: string,
    @Body() body: DeclineDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView | OutsideOfferView> {
    return await this.#answered(id, { request, response }, (offerId) =>
      this.#answers.decline({ ...body, offerId }),
    );
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

  /** Another organisation is shown its own offer with the notice, and nothing of what the network does beside it. */
  async #answered(
    id: string,
    { request, response }: { readonly request: Request; readonly response: Response },
    answer: (offerId: string) => Promise<string>,
  ): Promise<PlacementView | OutsideOfferView> {
    const offerId = checked(id);
    const disclosed = await this.#door.open(request, offerId);
    const placementId = await answer(offerId);
    if (!disclosed) return await this.#placement(placementId);
    const offer = await this.#offers.byId(offerId);
    if (!offer) throw notFound('offer');
    withNotice(response, disclosed);
    return toOutsideOffer(offer);
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
