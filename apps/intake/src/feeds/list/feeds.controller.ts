import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { pageQuery, toPage } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { Rhythm } from '../domain/rhythm.js';
import { FEED_ID, knownFeeds, standingAlarms, type KnownFeed } from '../feed.store.js';
import { FeedPageDto, type FeedDto, type LastRefusalDto } from './feed.dto.js';

interface Row {
  feedId: string;
  source: string;
  lastAt: Date;
  received: number;
  filtered: number;
  queued: number;
  accepted: number;
  errored: number;
  lastHour: number;
  lastMinutes: number;
}

const MINUTES = 5;

// Sources of the last day as they stand, and those of the learned weeks that have fallen silent.
const FEEDS = `
  WITH today AS (
    SELECT ${FEED_ID} AS feed_id, min(source) AS source, max(received_at) AS last_at,
      count(*)::int AS received,
      count(*) FILTER (WHERE disposition IN ('ignored', 'superseded'))::int AS filtered,
      count(*) FILTER (WHERE disposition = 'parked')::int AS queued,
      count(*) FILTER (WHERE disposition = 'applied')::int AS accepted,
      count(*) FILTER (WHERE disposition = 'rejected')::int AS errored,
      count(*) FILTER (WHERE received_at > $1::timestamptz - interval '1 hour')::int AS last_hour,
      count(*) FILTER (WHERE received_at > $1::timestamptz - interval '${MINUTES} minutes')::int AS last_minutes
    FROM message WHERE received_at > $1::timestamptz - interval '1 day' GROUP BY 1),
  before AS (SELECT feed_id, max(source) AS source, max(last_at) AS last_at FROM feed_hour GROUP BY 1)
  SELECT feed_id AS "feedId", coalesce(today.source, before.source) AS source,
    greatest(today.last_at, before.last_at) AS "lastAt", coalesce(received, 0) AS received,
    coalesce(filtered, 0) AS filtered, coalesce(queued, 0) AS queued,
    coalesce(accepted, 0) AS accepted, coalesce(errored, 0) AS errored,
    coalesce(last_hour, 0) AS "lastHour", coalesce(last_minutes, 0) AS "lastMinutes"
  FROM today FULL JOIN before USING (feed_id)
  WHERE $2::uuid IS NULL OR feed_id > $2
  ORDER BY feed_id LIMIT $3`;

const REFUSALS = `
  SELECT DISTINCT ON (1) ${FEED_ID} AS "feedId", id AS "messageId", received_at AS at, reason, problems
  FROM message WHERE disposition = 'rejected' AND source = ANY($1::text[])
  ORDER BY 1, received_at DESC`;

/** Every source, what it sent, and what is wrong with it. */
@ApiTags('feeds')
@Controller('v1/feeds')
export class FeedsController {
  constructor(private readonly db: DataSource) {}

  @Get()
  @ApiOperation({
    summary:
      'Sources with what came in the last 24 hours, rates, last message, last refusal, alarms.',
  })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOkResponse({ type: FeedPageDto })
  async list(@Query() query: Record<string, string | undefined>): Promise<FeedPageDto> {
    const { limit, after } = pageQuery(query);
    const now = new Date().toISOString();
    const rows = await this.db.query<Row[]>(FEEDS, [now, after?.[0] ?? null, limit + 1]);
    const [refusals, known, alarms] = await Promise.all([
      this.#refusals(rows.map(({ source }) => source)),
      knownFeeds(
        this.db,
        now,
        rows.map(({ feedId }) => feedId),
      ),
      standingAlarms(this.db),
    ]);
    const usual = new Map(known.map((feed) => [feed.feedId, usualOf(feed, now)]));
    return toPage(
      rows,
      limit,
      ({ feedId }) => [feedId],
      (row): FeedDto => ({
        ...countsOf(row),
        usualPerHour: usual.get(row.feedId) ?? null,
        lastRefusal: refusals.get(row.feedId) ?? null,
        alarms: alarms
          .filter(({ feedId }) => feedId === row.feedId)
          .map(({ feedId: _feedId, ...alarm }) => alarm),
      }),
    );
  }

  async #refusals(sources: readonly string[]): Promise<Map<string, LastRefusalDto>> {
    const rows = await this.db.query<
      Array<Omit<LastRefusalDto, 'at'> & { feedId: string; at: Date }>
    >(REFUSALS, [sources]);
    return new Map(
      rows.map(({ feedId, at, ...refusal }) => [feedId, { at: at.toISOString(), ...refusal }]),
    );
  }
}

function usualOf({ hours }: KnownFeed, now: string): number | null {
  const rhythm = new Rhythm(hours, now);
  const hourAgo = new Date(Date.parse(now) - 3_600_000).toISOString();
  return rhythm.isLearned ? Math.round(rhythm.expected(hourAgo, now)) : null;
}

const countsOf = ({ lastAt, lastHour, lastMinutes, ...row }: Row) => ({
  ...row,
  perMinute: lastMinutes / MINUTES,
  perHour: lastHour,
  lastMessageAt: lastAt.toISOString(),
});
