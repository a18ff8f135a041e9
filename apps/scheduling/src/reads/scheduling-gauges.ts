import { Inject, Injectable } from '@nestjs/common';
import { METRICS, readGauge, type MetricsRegistry } from '@handrail/platform';
import { DataSource } from 'typeorm';
import type { ProgramLevel } from '@handrail/domain';
import { countClocks } from '../waiting/domain/count-clocks.js';
import type { WaitingRecord } from '../waiting/domain/record.js';
import { RECORD_KNOWING_TERMS, toRecord } from '../waiting/waiting-record.store.js';

/** An offer within so many minutes of its end is about to lapse. */
const LAPSES_SOON_MINUTES = 10;

const OFFERS = `
  SELECT count(*)::int AS open,
    count(*) FILTER (WHERE offer_expires_at < now() + interval '${LAPSES_SOON_MINUTES} minutes')::int
      AS lapsing
  FROM placement WHERE status = 'offered'`;

// A confirmed place admits nobody: who has one and has not come is owed the same. The law names the first
// three classes, and they are few; the fourth is owed a contact, which events report.
// Who came to a place is read only beside another wait of theirs, which it may be the end of.
const WAITING = `
  SELECT p.person_id, p.status, p.level, p.priority_class, p.requested_at, p.priority_since, p.attended, p.course,
    ${RECORD_KNOWING_TERMS} AS record
  FROM placement AS p LEFT JOIN waiting_record AS w ON w.person_id = p.person_id
  WHERE p.priority_class < 4 AND p.status IN ('waitlisted', 'offered', 'confirmed')
    AND (NOT p.attended OR EXISTS (
      SELECT FROM placement AS o
      WHERE o.person_id = p.person_id AND o.status IN ('waitlisted', 'offered') AND NOT o.attended))`;

const NOTICES = `
  SELECT CASE WHEN due_at <= now() THEN 'missed'
              WHEN reached_at + 0.75 * (due_at - reached_at) <= now() THEN 'at-risk' ELSE 'running' END AS state,
         count(*)::int AS count
  FROM capacity_notice WHERE given_at IS NULL GROUP BY 1`;

// The condition of an index, word for word.
const TO_ASK = `
  SELECT CASE WHEN coalesce(confirmed_at, created_at) < now() - interval '72 hours' THEN 'overdue'
              ELSE 'in-time' END AS state, count(*)::int AS count
  FROM placement WHERE status = 'confirmed' AND NOT attended AND (course ->> 'agreedAt') IS NULL
    AND (course ->> 'arrival') IS NULL GROUP BY 1`;

interface ClockRow {
  readonly person_id: string;
  readonly status: string;
  readonly level: ProgramLevel;
  readonly priority_class: number;
  readonly requested_at: Date;
  readonly priority_since: Date;
  readonly attended: boolean;
  readonly course: {
    readonly arrival?: { readonly at: string } | null;
    readonly cameAt?: string | null;
    readonly cameBefore?: ReadonlyArray<{ readonly at: string }>;
  };
  readonly record: Partial<WaitingRecord> | null;
}

/** What people wait for in scheduling, for whoever scrapes. */
@Injectable()
export class SchedulingGauges {
  readonly #db: DataSource;

  constructor(@Inject(METRICS) registry: MetricsRegistry, db: DataSource) {
    this.#db = db;
    readGauge(
      registry,
      {
        name: 'handrail_scheduling_offers_lapsing',
        help: `Open offers that lapse within ${LAPSES_SOON_MINUTES} minutes.`,
      },
      async () => (await this.#offers()).lapsing,
    );
    readGauge(
      registry,
      { name: 'handrail_scheduling_offers_open', help: 'Offers that wait for an answer.' },
      async () => (await this.#offers()).open,
    );
    readGauge(
      registry,
      {
        name: 'handrail_scheduling_waiting_deadlines',
        help: 'People who wait by what is owed to them, three quarters of its time gone or all of it.',
        labelNames: ['deadline', 'state'] as const,
      },
      () => this.#deadlines(),
    );
    readGauge(
      registry,
      {
        name: 'handrail_scheduling_state_notices',
        help: 'Notices to the State of programs at 90 % that were not given yet, by their clock.',
        labelNames: ['state'] as const,
      },
      () => this.#byState(NOTICES),
    );
    readGauge(
      registry,
      {
        name: 'handrail_scheduling_people_to_ask',
        help: 'People with a place who were not asked whether they want it; overdue after 72 hours.',
        labelNames: ['state'] as const,
      },
      () => this.#byState(TO_ASK),
    );
  }

  async #byState(sql: string) {
    const rows = await this.#db.query<Array<{ state: string; count: number }>>(sql);
    return rows.map(({ state, count }) => ({ labels: { state }, value: count }));
  }

  async #offers(): Promise<{ open: number; lapsing: number }> {
    const [row] = await this.#db.query<Array<{ open: number; lapsing: number }>>(OFFERS);
    return row ?? { open: 0, lapsing: 0 };
  }

  async #deadlines() {
    const rows = await this.#db.query<ClockRow[]>(WAITING);
    const waiting = rows.map(({ level, status, attended, course, record, ...row }) => ({
      personId: row.person_id,
      placement: {
        ...{ level, status, attended, course: { ...course, arrival: course.arrival ?? null } },
        priorityClass: row.priority_class,
        requestedAt: row.requested_at.toISOString(),
        prioritySince: row.priority_since.toISOString(),
      },
      record: toRecord(record),
    }));
    return countClocks(waiting, new Date().toISOString()).map(({ count, ...labels }) => ({
      labels,
      value: count,
    }));
  }
}
