import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiTags,
} from '@nestjs/swagger';
import { notFound } from '@handrail/platform';
import { Matches } from 'class-validator';
import { isUuid } from '../reads/check-query.js';
import { PlacementReader } from '../reads/placements/placement.reader.js';
import { PlacementView } from '../reads/placements/placement.dto.js';
import { OfferAnswers } from './offer-answers.service.js';

export class DeclineDto {
  @ApiProperty({ example: 'no-bed-for-this-need', description: 'A stable code, never free text.' })
  @Matches(/^[a-z0-9][a-z0-9-]{0,63}$/, {
    message: '$property must be a code of lower-case letters, digits and hyphens',
  })
  reason: string;
}

/** Answers to open offers. The id of an offer is the id of its placement. */
@ApiTags('offers')
@Controller('v1/offers')
export class OffersController {
  readonly #answers: OfferAnswers;
  readonly #reader: PlacementReader;

  constructor(answers: OfferAnswers, reader: PlacementReader) {
    this.#answers = answers;
    this.#reader = reader;
  }

  @Post(':id/accept')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirms the held place' })
  @ApiOkResponse({ type: PlacementView })
  @ApiNotFoundResponse()
  @ApiConflictResponse({ description: 'The offer is not open any more.' })
  async accept(@Param('id') id: string): Promise<PlacementView> {
    await this.#answers.accept(checked(id));
    return await this.#placement(id);
  }

  @Post(':id/decline')
  @HttpCode(200)
  @ApiOperation({ summary: 'Frees the held place; the request goes on with its place in line' })
  @ApiOkResponse({ type: PlacementView })
  @ApiNotFoundResponse()
  @ApiConflictResponse({ description: 'The offer is not open any more.' })
  async decline(@Param('id') id: string, @Body() { reason }: DeclineDto): Promise<PlacementView> {
    await this.#answers.decline(checked(id), reason);
    return await this.#placement(id);
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
  return id;
}
