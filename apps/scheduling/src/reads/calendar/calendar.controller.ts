import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { notFound } from '@handrail/platform';
import { DataSource } from 'typeorm';
import type { SessionPlan } from '../../calendar/domain/sessions.js';
import { isUuid } from '../check-query.js';
import { toCalendar } from './to-calendar.js';

const PLAN = `
  SELECT p.plan, p.status, p.revision, g.name AS program FROM placement AS p
  JOIN program AS g ON g.id = p.program_id
  WHERE p.id = $1 AND p.status <> 'requested'`;

interface PlanRow {
  readonly plan: SessionPlan | null;
  readonly status: string;
  readonly revision: number;
  readonly program: string;
}

/** The sessions of a placement, to be subscribed to or imported. */
@ApiTags('placements')
@Controller('v1/placements/:id/calendar.ics')
export class CalendarController {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  @Get()
  @Header('Content-Type', 'text/calendar; charset=utf-8')
  @ApiOperation({ summary: 'Sessions as iCalendar (RFC 5545)' })
  @ApiOkResponse({ content: { 'text/calendar': { schema: { type: 'string' } } } })
  @ApiNotFoundResponse({ description: 'No such placement, or none that has sessions.' })
  async calendar(@Param('id') id: string): Promise<string> {
    const rows: PlanRow[] = isUuid(id) ? await this.dataSource.query(PLAN, [id]) : [];
    const row = rows[0];
    if (!row?.plan) throw notFound('placement with sessions');
    return toCalendar({ id, ...row, plan: row.plan });
  }
}
