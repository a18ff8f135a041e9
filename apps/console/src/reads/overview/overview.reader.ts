import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PUBLISHERS } from '../../api/names.js';
import type { PublishingService } from '../../api/names.js';
import type { EventsOfMinute, Overview } from './overview.view.js';
import { OPEN_REASSESSMENT } from '../reassessments/reassessments.reader.js';

/** The part of the overview that the console's own database answers. */
export type StoredOverview = Pick<
  Overview,
  'at' | 'dayStart' | 'rates' | 'reassessments' | 'placements' | 'events'
>;

const MINUTES = 60;

@Injectable()
export class OverviewReader {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  async read(timeZone: string): Promise<StoredOverview> {
    const [day, rates, reassessments, events] = await Promise.all([
      this.day(timeZone),
      this.#rates(),
      this.#reassessments(),
      this.#events(),
    ]);
    return {
      at: day.at.toISOString(),
      dayStart: day.start.toISOString(),
      rates,
      reassessments,
      placements: await this.#placements(day.start),
      events,
    };
  }

  /** Where today began in that zone, by the database's clock. */
  async day(timeZone: string): Promise<{ at: Date; start: Date }> {
    const [row] = await this.#database.query<{ at: Date; start: Date }[]>(
      `SELECT now() AS at, date_trunc('day', now() AT TIME ZONE $1) AT TIME ZONE $1 AS start`,
      [timeZone],
    );
    return row!;
  }

  async #rates(): Promise<EventsOfMinute[]> {
    const rows = await this.#database.query<
      { minute: Date; service: string | null; events: number }[]
    >(
      `SELECT m.minute, c.service, coalesce(sum(c.events), 0)::int AS events
       FROM generate_series(date_trunc('minute', now()) - interval '${MINUTES} minutes',
         date_trunc('minute', now()), interval '1 minute') AS m(minute)
       LEFT JOIN minute_count c ON c.minute = m.minute
       GROUP BY m.minute, c.service ORDER BY m.minute`,
    );
    const minutes = new Map<string, Record<PublishingService, number>>();
    for (const row of rows) {
      const at = row.minute.toISOString();
      const events = minutes.get(at) ?? { intake: 0, assessment: 0, scheduling: 0, outcomes: 0 };
      if (isPublisher(row.service)) events[row.service] = row.events;
      minutes.set(at, events);
    }
    return [...minutes].map(([minute, events]) => ({ minute, events }));
  }

  async #reassessments(): Promise<Overview['reassessments']> {
    const [row] = await this.#database.query<Overview['reassessments'][]>(
      `SELECT count(*)::int AS open,
         count(*) FILTER (WHERE due_at < now())::int AS overdue,
         count(*) FILTER (WHERE determined_at IS NOT NULL AND due_at >= now())::int AS "needsPerson"
       FROM reassessment_row WHERE ${OPEN_REASSESSMENT}`,
    );
    return row!;
  }

  async #placements(dayStart: Date): Promise<Overview['placements']> {
    const [byTrigger, [now]] = await Promise.all([
      this.#database.query<{ trigger: string; count: number }[]>(
        `SELECT coalesce(r.trigger_kind, 'unknown') AS trigger, count(*)::int AS count
         FROM placement_row p LEFT JOIN reassessment_row r ON r.id = p.reassessment_id
         WHERE p.confirmed_at >= $1 GROUP BY 1 ORDER BY 2 DESC, 1`,
        [dayStart],
      ),
      this.#database.query<{ waiting: number; offered: number }[]>(
        // Somebody may wait for a level, for an alternative to it and for a home: that is somebody once.
        `SELECT count(DISTINCT person_id) FILTER (WHERE status = 'waitlisted')::int AS waiting,
           count(DISTINCT person_id) FILTER (WHERE status = 'offered')::int AS offered
         FROM placement_row WHERE status IN ('waitlisted', 'offered')`,
      ),
    ]);
    return {
      confirmedToday: byTrigger.reduce((sum, row) => sum + row.count, 0),
      byTrigger,
      waiting: now?.waiting ?? 0,
      offered: now?.offered ?? 0,
    };
  }

  async #events(): Promise<Overview['events']> {
    const [row] = await this.#database.query<{ received_at: Date }[]>(
      `SELECT received_at FROM recent_event ORDER BY seq DESC LIMIT 1`,
    );
    return { lastReceivedAt: row?.received_at.toISOString() ?? null };
  }
}

const isPublisher = (service: string | null): service is PublishingService =>
  (PUBLISHERS as readonly (string | null)[]).includes(service);
