import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SessionPlan } from '../../calendar/domain/sessions.js';
import type { CalendarOf } from './to-calendar.js';

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

/** What the calendar of a placement is made of. */
@Injectable()
export class CalendarReader {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  /** Undefined for a placement nobody knows and for one without sessions. */
  async byPlacement(id: string): Promise<CalendarOf | undefined> {
    const [row]: PlanRow[] = await this.#dataSource.query(PLAN, [id]);
    return row?.plan ? { id, ...row, plan: row.plan } : undefined;
  }
}
