import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiConflictResponse, ApiNotFoundResponse, ApiOkResponse } from '@nestjs/swagger';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, notFound } from '@handrail/platform';
import { isUuid } from '../reads/check-query.js';
import { PlacementReader } from '../reads/placements/placement.reader.js';
import { PlacementView } from '../reads/placements/placement.dto.js';
import { OfferAnswers } from './offer-answers.service.js';
import { PersonAnswerDto } from './offers.dto.js';

/** What the person says to the place they are to have. */
@ApiTags('placements')
@Controller('v1/placements/:id')
export class PersonAnswersController {
  readonly #answers: OfferAnswers;
  readonly #reader: PlacementReader;

  constructor(answers: OfferAnswers, reader: PlacementReader) {
    this.#answers = answers;
    this.#reader = reader;
  }

  @Allow('care.act', 'placements.act')
  @Post('person-answer')
  @HttpCode(200)
  @ApiOperation({
    summary: "Records the person's own yes or no to a place that is offered or confirmed",
    description: 'A no gives the place to the next in line; the request goes on with its rank.',
  })
  @ApiOkResponse({ type: PlacementView })
  @ApiNotFoundResponse()
  @ApiConflictResponse({ description: 'There is nothing to ask any more; the type says why.' })
  async record(@Param('id') id: string, @Body() body: PersonAnswerDto): Promise<PlacementView> {
    if (!isUuid(id)) throw notFound('placement');
    const { by, answer, onlyPrograms } = body;
    const answered = { placementId: id.toLowerCase(), by, agrees: answer === 'yes', onlyPrograms };
    const placement = await this.#reader.byId(await this.#answers.recordPersonsAnswer(answered));
    if (!placement) throw notFound('placement');
    return placement;
  }
}
