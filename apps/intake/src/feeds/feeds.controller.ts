import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Allow, pageQuery, toPage } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { HOUR_MS, MINUTE_MS } from '@handrail/domain';
import { PROFILES } from '../intake.tokens.js';
import { BoundSenders } from '../senders/bound-senders.service.js';
import type { SourceProfiles } from '../profile/source-profiles.js';
import { isAllRefused } from './domain/refused.js';
import { Rhythm, type FeedHour } from './domain/rhythm.js';
import { countedFeeds, type CountedFeed } from './feed-counts.store.js';
import { hoursLikeTheLast, standingAlarms } from './feed.store.js';
import { FeedPageDto, type FeedDto, type LastRefusalDto } from './feed.dto.js';

/** Every source, what it sent, and what is wrong with it. */
@ApiTags('feeds')
@Controller('v1/feeds')
export class FeedsController {
  readonly #db: DataSource;
  readonly #profiles: SourceProfiles;
  readonly #senders: BoundSenders;

  constructor(db: DataSource, @Inject(PROFILES) profiles: SourceProfiles, senders: BoundSenders) {
    this.#db = db;
    this.#profiles = profiles;
    this.#senders = senders;
  }

  @Allow('ops.read')
  @Get()
  @ApiOperation({
    summary:
      'Sources with what came in the last 24 hours, rates, last message, last refusal, alarms.',
    description:
      'Counted by the minute: a window begins with the first full minute in it. Cheap at any rate of messages.',
  })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOkResponse({ type: FeedPageDto })
  async list(@Query() query: Record<string, string | undefined>): Promise<FeedPageDto> {
    const { limit, after } = pageQuery(query, ['uuid']);
    const now = new Date().toISOString();
    const sources = this.#senders.readable;
    const rows = await countedFeeds(this.#db, {
      now,
      after: after?.[0],
      limit: limit + 1,
      sources,
    });
    const ids = rows.map(({ feedId }) => feedId);
    const [hours, alarms] = await Promise.all([
      hoursLikeTheLast(this.#db, now, ids),
      standingAlarms(this.#db),
    ]);
    return toPage(
      rows,
      limit,
      ({ feedId }) => [feedId],
      (row): FeedDto => ({
        ...countsOf(row, now),
        statedEveryMinutes: this.#statedOf(row),
        usualPerHour: usualOf(hours.get(row.feedId) ?? [], now),
        alarms: alarms
          .filter(({ feedId }) => feedId === row.feedId)
          .map(({ feedId: _feedId, ...alarm }) => alarm),
      }),
    );
  }

  #statedOf({ source, profile }: CountedFeed): number | null {
    const silenceMs = this.#profiles.ofFeed(source, profile).longestSilenceMs;
    return silenceMs === undefined ? null : silenceMs / MINUTE_MS;
  }
}

function usualOf(hours: readonly FeedHour[], now: string): number | null {
  const rhythm = new Rhythm(hours, now);
  const hourAgo = new Date(Date.parse(now) - HOUR_MS).toISOString();
  return rhythm.isLearned ? Math.round(rhythm.expected(hourAgo, now)) : null;
}

function countsOf(counted: CountedFeed, now: string) {
  const { profile: _, lastAt, lastHour, lastHourErrored, lastMinutes, refusal, ...row } = counted;
  // Four full minutes and what has passed of the running one.
  const minutes = 4 + (Date.parse(now) % MINUTE_MS) / MINUTE_MS;
  return {
    ...row,
    perMinute: Math.round((lastMinutes / minutes) * 10) / 10,
    perHour: lastHour,
    allRefused: isAllRefused(
      { received: lastHour, refused: lastHourErrored },
      { received: row.received, refused: row.errored },
    ),
    lastMessageAt: lastAt?.toISOString() ?? null,
    lastRefusal: refusal && refusalOf(refusal),
  };
}

/** JSON of the database has its own way of writing a time. */
const refusalOf = ({ at, ...refusal }: NonNullable<CountedFeed['refusal']>): LastRefusalDto => ({
  at: new Date(at).toISOString(),
  ...refusal,
});
