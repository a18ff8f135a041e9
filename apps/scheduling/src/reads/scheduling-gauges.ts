import { Inject, Injectable } from '@nestjs/common';
import { METRICS, readGauge, type MetricsRegistry } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { countDeadlines } from '../placement/domain/count-deadlines.js';

/** An offer within so many minutes of its end is about to lapse. */
const LAPSES_SOON_MINUTES = 10;

const OFFERS = `
  SELECT count(*)::int AS open,
    count(*) FILTER (WHERE offer_expires_at < now() + interval '${LAPSES_SOON_MINUTES} minutes')::int
      AS lapsing
  FROM placement WHERE status = 'offered'`;

// The law sets deadlines for the first three classes only; the line's index begins with the class.
const WAITING = `
  SELECT priority_class AS "priorityClass", requested_at AS "requestedAt",
    priority_since AS "prioritySince"
  FROM placement WHERE status = 'waitlisted' AND priority_class < 4`;

interface WaitingRow {
  readonly priorityClass: number;
  readonly requestedAt: Date;
  readonly prioritySince: Date;
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
        help: 'People on the waiting list by legal deadline, three quarters gone or passed.',
        labelNames: ['deadline', 'state'] as const,
      },
      () => this.#deadlines(),
    );
  }

  async #offers(): Promise<{ open: number; lapsing: number }> {
    const [row] = await this.#db.query<Array<{ open: number; lapsing: number }>>(OFFERS);
    return row ?? { open: 0, lapsing: 0 };
  }

  async #deadlines() {
    const rows = await this.#db.query<WaitingRow[]>(WAITING);
    const waiting = rows.map((row) => ({
      priorityClass: row.priorityClass,
      requestedAt: row.requestedAt.toISOString(),
      prioritySince: row.prioritySince.toISOString(),
    }));
    return countDeadlines(waiting, new Date().toISOString()).map(({ count, ...labels }) => ({
      labels,
      value: count,
    }));
  }
}
