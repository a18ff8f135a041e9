import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { ReviewStatus } from '@handrail/contracts';
import { Allow, badRequest, pageQuery, PurposeDto, toPage } from '@handrail/platform';
import { DecideReview } from './decide-review.service.js';
import {
  DecideDto,
  IdentityReviewDto,
  IdentityReviewPageDto,
  LinkDto,
  REVIEW_STATUSES,
  ReviewSummaryDto,
  UndoDto,
} from './identity-review.dto.js';
import { IdentityReviewsReader } from './identity-reviews.reader.js';

/** Persons who may be one, for a human to decide. Processing never waits for it. */
@ApiTags('persons')
@Controller('v1/identity-reviews')
export class IdentityReviewsController {
  readonly #reviews: IdentityReviewsReader;
  readonly #decide: DecideReview;

  constructor(reviews: IdentityReviewsReader, decide: DecideReview) {
    this.#reviews = reviews;
    this.#decide = decide;
  }

  @Allow('persons.link')
  @Get()
  @ApiOperation({ summary: 'Possible duplicates, newest first.' })
  @ApiQuery({ name: 'status', required: false, enum: REVIEW_STATUSES })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOkResponse({ type: IdentityReviewPageDto })
  async list(@Query() query: Record<string, string | undefined>): Promise<IdentityReviewPageDto> {
    const page = pageQuery(query, ['time', 'uuid']);
    const rows = await this.#reviews.rows(statusOf(query['status']), page.after, page.limit + 1);
    const dtos = new Map(
      (await this.#reviews.withPersons(rows)).map((review) => [review.id, review]),
    );
    return toPage(
      rows,
      page.limit,
      (row) => [row.opened_at.toISOString(), row.id],
      (row) => dtos.get(row.id)!,
    );
  }

  @Allow('persons.link')
  @Get('summary')
  @ApiOperation({ summary: 'How many wait for somebody, and since when.' })
  @ApiOkResponse({ type: ReviewSummaryDto })
  summary(): Promise<ReviewSummaryDto> {
    return this.#reviews.summary();
  }

  @Allow('persons.link')
  @Get(':id')
  @ApiOperation({
    operationId: 'IdentityReviewsController_one',
    summary: 'One review with both persons.',
  })
  @ApiOkResponse({ type: IdentityReviewDto })
  @ApiNotFoundResponse({ description: 'There is no such review.' })
  byId(@Param('id', ParseUUIDPipe) id: string): Promise<IdentityReviewDto> {
    return this.#reviews.byId(id);
  }

  @Allow('persons.link')
  @Post(':id/read')
  @HttpCode(200)
  @ApiOperation({
    summary: 'One review with both persons. Who reads it, and what for, is written down.',
  })
  @ApiOkResponse({ type: IdentityReviewDto })
  @ApiNotFoundResponse({ description: 'There is no such review.' })
  async read(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: PurposeDto,
  ): Promise<IdentityReviewDto> {
    await this.#reviews.row(id);
    await this.#decide.noteReading(id, body);
    return this.#reviews.byId(id);
  }

  @Allow('persons.link')
  @Post(':id/link')
  @HttpCode(200)
  @ApiOperation({ summary: 'They are one person: merge them.' })
  @ApiOkResponse({ type: IdentityReviewDto })
  @ApiConflictResponse({ description: 'It has been decided already.' })
  async link(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: LinkDto,
  ): Promise<IdentityReviewDto> {
    await this.#decide.link(id, body ?? {});
    return this.#reviews.byId(id);
  }

  @Allow('persons.link')
  @Post(':id/keep-apart')
  @HttpCode(200)
  @ApiOperation({ summary: 'They are two persons: do not ask again.' })
  @ApiOkResponse({ type: IdentityReviewDto })
  @ApiConflictResponse({ description: 'It has been decided already.' })
  async keepApart(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: DecideDto,
  ): Promise<IdentityReviewDto> {
    await this.#decide.keepApart(id, body ?? {});
    return this.#reviews.byId(id);
  }

  @Allow('persons.link')
  @Post(':id/undo')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Take the decision back: ask again about those kept apart, take a merge apart.',
  })
  @ApiOkResponse({ type: IdentityReviewDto })
  @ApiConflictResponse({ description: 'Nothing has been decided, or it is undone already.' })
  async undo(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: UndoDto,
  ): Promise<IdentityReviewDto> {
    await this.#decide.undo(id, body);
    return this.#reviews.byId(id);
  }
}

function statusOf(value: string | undefined): ReviewStatus {
  const status = REVIEW_STATUSES.find((known) => known === (value ?? 'open'));
  if (status) return status;
  throw badRequest('A list parameter is not valid.', [
    {
      path: 'status',
      reason: 'is not a status of a review',
      accepted: `one of ${REVIEW_STATUSES.join(', ')}`,
    },
  ]);
}
