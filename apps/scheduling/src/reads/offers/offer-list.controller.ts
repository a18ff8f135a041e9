import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { OFFER_STATUSES } from '@handrail/domain';
import { Allow, pageQuery, type Page } from '@handrail/platform';
import { requireOneOf, requireUuid } from '../check-query.js';
import { OfferPage, type OfferView } from './offer.dto.js';
import { OfferReader } from './offer.reader.js';
import { OddsPage } from './odds.dto.js';
import { OddsReader } from './odds.reader.js';

const FILTERS = ['open', ...OFFER_STATUSES] as const;

/** What programs are asked, and how they use to answer. */
@ApiTags('offers')
@Controller('v1/offers')
export class OfferListController {
  readonly #offers: OfferReader;
  readonly #odds: OddsReader;

  constructor(offers: OfferReader, odds: OddsReader) {
    this.#offers = offers;
    this.#odds = odds;
  }

  @Allow('care.read')
  @Get()
  @ApiOperation({ summary: 'Offers, newest first: the inbox of an admission desk' })
  @ApiQuery({ name: 'programId', required: false })
  @ApiQuery({ name: 'placementId', required: false })
  @ApiQuery({
    ...{ name: 'status', required: false, enum: FILTERS },
    description: '`open` is sent or acknowledged: those that hold a place.',
  })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOkResponse({ type: OfferPage })
  list(@Query() asked: Readonly<Record<string, string | undefined>>): Promise<Page<OfferView>> {
    const { programId, placementId, status, limit, cursor } = asked;
    if (placementId !== undefined) requireUuid('placementId', placementId);
    if (status !== undefined) requireOneOf('status', status, FILTERS);
    return this.#offers.page(
      { programId, placementId, status },
      pageQuery({ limit, cursor }, ['time', 'uuid']),
    );
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
