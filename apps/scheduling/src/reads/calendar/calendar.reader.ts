import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Pause } from '../../calendar/domain/calendar-entries.js';
import type { SessionPlan } from '../../calendar/domain/sessions.js';
import { calendarOf, type Closure } from '../../program/domain/closures.js';
import type { CalendarOf } from './to-calendar.js';

const PLAN = `
  SELECT p.plan, p.former_plans, p.status, p.revision + coalesce(g.calendar_version, 0) AS revision,
         p.pauses, p.left_at, p.updated_at, p.track_id, g.name AS program, g.closures,
         CASE WHEN jsonb_typeof(p.course -> 'hold') = 'object' THEN p.course -> 'hold' ->> 'since' END
           AS held_since
  FROM placement AS p LEFT JOIN program AS g ON g.id = p.program_id
  WHERE p.id = $1 AND (p.status <> 'requested' OR p.former_plans <> '[]')`;

interface PlanRow {
  readonly plan: SessionPlan | null;
  readonly former_plans: readonly SessionPlan[];
  readonly status: string;
  readonly revision: number;
  readonly pauses: readonly Pause[];
  readonly left_at: Date | null;
  readonly updated_at: Date;
  readonly track_id: string | null;
  readonly program: string | null;
  readonly closures: readonly Closure[] | null;
  readonly held_since: string | null;
}

/** What the calendar of a placement is made of. */
@Injectable()
export class CalendarReader {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  /** Undefined for a placement nobody knows and for one that never had sessions. */
  async byPlacement(id: string): Promise<CalendarOf | undefined> {
    const [row]: PlanRow[] = await this.#dataSource.query(PLAN, [id]);
    if (!row) return undefined;
    const { plan, former_plans: formerPlans, status, revision, program, held_since: since } = row;
    if (!plan && formerPlans.length === 0) return undefined;
    return {
      ...{ id, plan, formerPlans, status, revision, program },
      pauses: since === null ? row.pauses : [...row.pauses, { since, until: null }],
      leftAt: row.left_at?.toISOString() ?? null,
      changedAt: row.updated_at.toISOString(),
      calendar: calendarOf(row.closures ?? [], row.track_id ?? ''),
    };
  }
}
