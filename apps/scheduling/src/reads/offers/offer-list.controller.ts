import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { OFFER_STATUSES } from '@handrail/domain';
import { Allow, OpenToOthers, pageQuery, type Page } from '@handrail/platform';
import type { Request, Response } from 'express';
import { OFFERED_FACTS } from '../../consent/domain/consent-report.js';
import { DeskDoor } from '../../desks/desk-door.service.js';
import { DisclosureGate } from '../../disclosure/disclosure-gate.service.js';
import { withNotice } from '../../disclosure/disclosed-http.js';
import { requireOneOf, requireUuid } from '../check-query.js';
import { OfferPage, type OfferView } from './offer.dto.js';
import { OfferReader } from './offer.reader.js';
import { OddsPage } from './odds.dto.js';
import { OddsReader } from './odds.reader.js';
import { OutsideOfferPage, toOutsideOffer, type OutsideOfferView } from './outside-offer.dto.js';

const FILTERS = ['open', ...OFFER_STATUSES] as const;

/** What programs are asked, and how they use to answer. */
@ApiTags('offers')
@Controller('v1/offers')
export class OfferListController {
  readonly #offers: OfferReader;
  readonly #odds: OddsReader;
  readonly #gate: DisclosureGate;
  readonly #desks: DeskDoor;

  constructor(offers: OfferReader, odds: OddsReader, gate: DisclosureGate, desks: DeskDoor) {
    this.#offers = offers;
    this.#odds = odds;
    this.#gate = gate;
    this.#desks = desks;
  }

  @Allow('care.read')
  @OpenToOthers()
  @Get()
  @ApiOperation({
    summary: 'Offers, newest first: the inbox of an admission desk',
    description:
      'Another organisation sees those of its own programs, while the person’s consents cover it, and of each ' +
      'the referral and the level of care alone. An admission desk of an organisation of the network sees those it ' +
      'answers for.',
  })
  @ApiQuery({ name: 'programId', required: false })
  @ApiQuery({ name: 'placementId', required: false })
  @ApiQuery({
    ...{ name: 'status', required: false, enum: FILTERS },
    description: '`open` is sent or acknowledged: those that hold a place.',
  })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiExtraModels(OfferPage, OutsideOfferPage)
  @ApiOkResponse({
    schema: {
      oneOf: [{ $ref: getSchemaPath(OfferPage) }, { $ref: getSchemaPath(OutsideOfferPage) }],
    },
  })
  async list(
    @Query() asked: Readonly<Record<string, string | undefined>>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<OfferView> | Page<OutsideOfferView>> {
    const { programId, placementId, status, limit, cursor } = asked;
    if (placementId !== undefined) requireUuid('placementId', placementId);
    if (status !== undefined) requireOneOf('status', status, FILTERS);
    const organisation = this.#gate.outsider()?.organisation;
    const page = await this.#offers.page(
      { programId, placementId, status, organisation, desk: this.#desks.desk },
      pageQuery({ limit, cursor }, ['time', 'uuid']),
    );
    const placements = [...new Set(page.items.map((offer) => offer.placementId))];
    const disclosed = await this.#gate.openList(request, placements, {
      ...{ facts: OFFERED_FACTS, purpose: 'treatment', channel: 'offer-list' },
    });
    if (!disclosed) return page;
    withNotice(response, disclosed.values().next().value ?? null);
    const items = page.items.filter(({ placementId: of }) => disclosed.has(of));
    return { ...page, items: items.map(toOutsideOffer) };
  }

  @Allow('care.read')
  @Get('odds')
  @ApiOperation({
    summary: 'How likely each program accepts, by need, and who declines a need more than others',
    description:
      'Learned from answers: silence, `full`, `safety` and the own no of a person do not count. Odds are the ' +
      'mean of a Beta distribution with prior Beta(1, 1), shown with the number of answers behind them.',
  })
  @ApiQuery({ name: 'programId', required: false })
  @ApiQuery({ name: 'level', required: false })
  @ApiOkResponse({ type: OddsPage })
  async odds(
    @Query('programId') programId?: string,
    @Query('level') level?: string,
  ): Promise<OddsPage> {
    return { items: await this.#odds.all({ programId, level }) };
  }
}
