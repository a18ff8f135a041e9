import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
} from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, PurposeDto } from '@handrail/platform';
import type { PageAnswer } from '@handrail/contracts';
import type { PseudonymousReview, ReviewReading } from './identity-reviews.view.js';
import { IdentityReviewsClient } from './identity-reviews.client.js';
import {
  LinkReviewDto,
  ReviewDecisionDto,
  ReviewListDto,
  ReviewReadingDto,
  ReviewsQueryDto,
} from './identity-reviews.dto.js';

/** Persons who may be one. What is personal about them passes through only when a purpose is given. */
@ApiTags('console')
@Controller('v1/console/identity-reviews')
export class IdentityReviewsController {
  readonly #reviews: IdentityReviewsClient;

  constructor(reviews: IdentityReviewsClient) {
    this.#reviews = reviews;
  }

  @Allow('persons.link')
  @Get()
  @ApiOperation({ summary: 'Possible duplicates, newest first, without anything personal.' })
  @ApiOkResponse({ type: ReviewListDto })
  list(
    @Query() { status = 'open', limit, cursor }: ReviewsQueryDto,
  ): Promise<PageAnswer<PseudonymousReview>> {
    return this.#reviews.page({
      status,
      ...(limit ? { limit } : {}),
      ...(cursor ? { cursor } : {}),
    });
  }

  @Allow('persons.link')
  @Get(':id')
  @ApiOperation({
    operationId: 'IdentityReviewsController_one',
    summary: 'One review: what agrees and what contradicts.',
  })
  @ApiOkResponse({ description: 'The review, without anything personal.' })
  @ApiNotFoundResponse({ description: 'There is no such review.' })
  find(@Param('id', ParseUUIDPipe) id: string): Promise<PseudonymousReview> {
    return this.#reviews.find(id);
  }

  @Allow('persons.link')
  @Post(':id/read')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'What both records say. Intake keeps who reads it, and what for.' })
  @ApiOkResponse({ type: ReviewReadingDto })
  read(@Param('id', ParseUUIDPipe) id: string, @Body() reader: PurposeDto): Promise<ReviewReading> {
    return this.#reviews.read(id, { ...reader });
  }

  @Allow('persons.link')
  @Post(':id/link')
  @HttpCode(200)
  @ApiOperation({ summary: 'They are one person.' })
  @ApiOkResponse({ description: 'The review as decided.' })
  @ApiConflictResponse({ description: 'Somebody decided meanwhile.' })
  link(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() wish: LinkReviewDto,
  ): Promise<PseudonymousReview> {
    return this.#reviews.act(id, 'link', { ...wish });
  }

  @Allow('persons.link')
  @Post(':id/keep-apart')
  @HttpCode(200)
  @ApiOperation({ summary: 'They are two persons; nobody is asked again.' })
  @ApiOkResponse({ description: 'The review as decided.' })
  @ApiConflictResponse({ description: 'Somebody decided meanwhile.' })
  keepApart(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() wish: ReviewDecisionDto,
  ): Promise<PseudonymousReview> {
    return this.#reviews.act(id, 'keep-apart', { ...wish });
  }

  @Allow('persons.link')
  @Post(':id/undo')
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes the decision back.' })
  @ApiOkResponse({ description: 'The review as it is then.' })
  @ApiConflictResponse({ description: 'There is no decision to take back.' })
  undo(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() wish: ReviewDecisionDto,
  ): Promise<PseudonymousReview> {
    return this.#reviews.act(id, 'undo', { ...wish });
  }
}
