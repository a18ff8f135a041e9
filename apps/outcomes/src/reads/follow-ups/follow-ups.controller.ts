import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { addDays, startOfDay, toCareTime } from '@handrail/domain';
import { Allow, badRequest, pageQuery, type Page } from '@handrail/platform';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import { FollowUpPageDto, FollowUpQueryDto, type FollowUpDto } from './follow-ups.dto.js';
import { FOLLOW_UP_SORT, FollowUpsReader } from './follow-ups.reader.js';

@ApiTags('follow-ups')
@Controller('v1/follow-ups')
export class FollowUpsController {
  readonly #followUps: FollowUpsReader;
  readonly #numbers: RuleNumbers;

  constructor(followUps: FollowUpsReader, @Inject(RULE_NUMBERS) numbers: RuleNumbers) {
    this.#followUps = followUps;
    this.#numbers = numbers;
  }

  @Allow('outcomes.read')
  @Get()
  @ApiOperation({ summary: 'Follow-up windows after discharges, by person, state or due time' })
  @ApiOkResponse({ type: FollowUpPageDto })
  list(@Query() query: FollowUpQueryDto): Promise<Page<FollowUpDto>> {
    const page = pageQuery(query, FOLLOW_UP_SORT);
    const dueBy = query.due === undefined ? null : this.#endOf(query.due);
    const status = query.status ?? (dueBy === null ? null : 'open');
    return this.#followUps.page({ personId: query.personId ?? null, status, dueBy }, page);
  }

  /** A day means its end where the facilities are; a time means itself. */
  #endOf(due: string): string {
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(due);
    const at = toCareTime(isDay ? `${due}T00:00:00Z` : due);
    if (at !== undefined) return isDay ? startOfDay(addDays(due, 1), this.#numbers.timeZone) : at;
    throw badRequest('A list parameter is not valid.', [
      {
        path: 'due',
        reason: 'is not a day or time',
        accepted: 'YYYY-MM-DD or RFC 3339 with offset',
      },
    ]);
  }
}
