import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
} from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { Messaging } from '@handrail/messaging';
import { badRequest, conflict, MESSAGING, notFound, pageQuery, toPage } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { IDENTIFICATION } from '../../intake.tokens.js';
import type { Identification } from '../../person/identification.js';
import { merge } from '../../message/apply/apply-merge.js';
import type { PersonDto } from '../persons/person.dto.js';
import { PersonReads } from '../persons/person-reads.js';
import { IdentityReviewDto, IdentityReviewPageDto, LinkDto } from './identity-review.dto.js';

interface Row {
  id: string;
  person_a: string;
  person_b: string;
  reason: string;
  status: string;
  message_id: string;
  opened_at: Date;
  score_bits: number | null;
}

const COLUMNS = 'id, person_a, person_b, reason, status, message_id, opened_at, score_bits';

/** Persons who may be one, for a human to decide. Processing never waits for it. */
@ApiTags('persons')
@Controller('v1/identity-reviews')
export class IdentityReviewsController {
  constructor(
    private readonly db: DataSource,
    @Inject(MESSAGING) private readonly messaging: Messaging,
    @Inject(PersonReads) private readonly persons: PersonReads,
    @Inject(IDENTIFICATION) private readonly identification: Identification,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Possible duplicates, newest first.' })
  @ApiQuery({ name: 'status', required: false, enum: ['open', 'linked', 'kept-apart'] })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOkResponse({ type: IdentityReviewPageDto })
  async list(@Query() query: Record<string, string | undefined>): Promise<IdentityReviewPageDto> {
    const page = pageQuery(query, ['time', 'uuid']);
    const rows = await this.db.query<Row[]>(
      `SELECT ${COLUMNS} FROM identity_review
       WHERE ($1::text IS NULL OR status = $1)
         AND ($2::timestamptz IS NULL OR (opened_at, id) < ($2, $3::uuid))
       ORDER BY opened_at DESC, id DESC LIMIT $4`,
      [query['status'] ?? 'open', page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
    );
    const ids = rows.flatMap((row) => [row.person_a, row.person_b]);
    const persons = new Map((await this.persons.byIds(ids)).map((each) => [each.id, each]));
    return toPage(
      rows,
      page.limit,
      (row) => [row.opened_at.toISOString(), row.id],
      (row) => toDto(row, persons),
    );
  }

  @Post(':id/link')
  @HttpCode(200)
  @ApiOperation({ summary: 'They are one person: merge them.' })
  @ApiOkResponse({ type: IdentityReviewDto })
  @ApiConflictResponse({ description: 'It has been decided already.' })
  async link(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: LinkDto,
  ): Promise<IdentityReviewDto> {
    const review = await this.#open(id);
    const pair = [review.person_a, review.person_b];
    // Ids begin with the time they were made, so the lesser one has been known longer.
    const survivorId = body?.survivorId?.toLowerCase() ?? [...pair].sort()[0]!;
    if (!pair.includes(survivorId))
      throw badRequest('The survivor is not one of the two.', [
        { path: '/survivorId', reason: 'is somebody else', accepted: 'one of the two persons' },
      ]);
    const retiredId = pair.find((each) => each !== survivorId)!;
    await this.messaging.transact(pair, async (unit) => {
      await decide(unit.tx, id, 'linked');
      const recordedTime = new Date().toISOString();
      const cause = { id, correlationId: review.message_id, recordedTime };
      const { events } = await merge(unit.tx, this.identification.vault, {
        survivorId,
        retiredId,
        causeId: id,
        at: recordedTime,
        ordinal: 0,
        kind: 'reviewed',
      });
      await unit.publish(cause, events);
    });
    return this.#one(id);
  }

  @Post(':id/keep-apart')
  @HttpCode(200)
  @ApiOperation({ summary: 'They are two persons: do not ask again.' })
  @ApiOkResponse({ type: IdentityReviewDto })
  @ApiConflictResponse({ description: 'It has been decided already.' })
  async keepApart(@Param('id', ParseUUIDPipe) id: string): Promise<IdentityReviewDto> {
    const review = await this.#open(id);
    await this.messaging.transact([review.person_a, review.person_b], (unit) =>
      decide(unit.tx, id, 'kept-apart'),
    );
    return this.#one(id);
  }

  async #open(id: string): Promise<Row> {
    const row = await this.#row(id);
    if (row.status !== 'open') throw decided();
    return row;
  }

  async #row(id: string): Promise<Row> {
    const [row] = await this.db.query<Row[]>(
      `SELECT ${COLUMNS} FROM identity_review WHERE id = $1`,
      [id],
    );
    if (!row) throw notFound('identity review');
    return row;
  }

  async #one(id: string): Promise<IdentityReviewDto> {
    const row = await this.#row(id);
    const persons = await this.persons.byIds([row.person_a, row.person_b]);
    return toDto(row, new Map(persons.map((each) => [each.id, each])));
  }
}

const decided = () => conflict('review-decided', 'This review has been decided already.');

async function decide(
  tx: { query<R>(sql: string, params?: readonly unknown[]): Promise<R[]> },
  id: string,
  status: 'linked' | 'kept-apart',
): Promise<void> {
  const rows = await tx.query(
    `UPDATE identity_review SET status = $2, decided_at = now()
     WHERE id = $1 AND status = 'open' RETURNING id`,
    [id, status],
  );
  if (rows.length === 0) throw decided();
}

const toDto = (row: Row, persons: ReadonlyMap<string, PersonDto>): IdentityReviewDto => ({
  id: row.id,
  reason: row.reason,
  status: row.status,
  openedAt: row.opened_at.toISOString(),
  messageId: row.message_id,
  scoreBits: row.score_bits,
  persons: [row.person_a, row.person_b].flatMap((each) => persons.get(each) ?? []),
});
