import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { addDays, startOfDay, toCareTime } from '@handrail/domain';
import { badRequest, pageQuery, toPage, type Page } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import { FollowUpPageDto, FollowUpQueryDto, type FollowUpDto } from './follow-ups.dto.js';

const SELECT = `
  SELECT follow_up_id, person_id, stay_id, days, discharged_at, due_at, status, met_at
  FROM follow_up
  WHERE ($1::uuid IS NULL OR person_id = $1)
    AND ($2::text IS NULL OR status = $2)
    AND ($3::timestamptz IS NULL OR due_at <= $3)`;

/** A worklist begins with what closes next; a record begins with the newest. */
const SOONEST_FIRST = `
    AND ($4::timestamptz IS NULL OR (due_at, follow_up_id) > ($4, $5::uuid))
  ORDER BY due_at, follow_up_id LIMIT $6`;
const NEWEST_FIRST = `
    AND ($4::timestamptz IS NULL OR (due_at, follow_up_id) < ($4, $5::uuid))
  ORDER BY due_at DESC, follow_up_id DESC LIMIT $6`;

interface FollowUpRow {
  follow_up_id: string;
  person_id: string;
  stay_id: string;
  days: number;
  discharged_at: Date;
  due_at: Date;
  status: string;
  met_at: Date | null;
}

@ApiTags('follow-ups')
@Controller('v1/follow-ups')
export class FollowUpsController {
  constructor(
    private readonly database: DataSource,
    @Inject(RULE_NUMBERS) private readonly numbers: RuleNumbers,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Follow-up windows after discharges, by person, state or due time' })
  @ApiOkResponse({ type: FollowUpPageDto })
  async list(@Query() query: FollowUpQueryDto): Promise<Page<FollowUpDto>> {
    const { limit, after } = pageQuery(query, ['time', 'uuid']);
    const due = query.due === undefined ? null : this.#endOf(query.due);
    const rows = await this.database.query<FollowUpRow[]>(
      SELECT + (due === null ? NEWEST_FIRST : SOONEST_FIRST),
      [
        query.personId ?? null,
        query.status ?? (due === null ? null : 'open'),
        ...[due, after?.[0] ?? null, after?.[1] ?? null],
        limit + 1,
      ],
    );
    return toPage(rows, limit, (row) => [row.due_at.toISOString(), row.follow_up_id], toDto);
  }

  /** A day means its end where the facilities are; a time means itself. */
  #endOf(due: string): string {
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(due);
    const at = toCareTime(isDay ? `${due}T00:00:00Z` : due);
    if (at !== undefined) return isDay ? startOfDay(addDays(due, 1), this.numbers.timeZone) : at;
    throw badRequest('A list parameter is not valid.', [
      {
        path: 'due',
        reason: 'is not a day or time',
        accepted: 'YYYY-MM-DD or RFC 3339 with offset',
      },
    ]);
  }
}

const toDto = (row: FollowUpRow): FollowUpDto => ({
  id: row.follow_up_id,
  personId: row.person_id,
  stayId: row.stay_id,
  windowDays: row.days,
  dischargedAt: row.discharged_at.toISOString(),
  dueAt: row.due_at.toISOString(),
  status: row.status,
  metAt: row.met_at?.toISOString() ?? null,
});
