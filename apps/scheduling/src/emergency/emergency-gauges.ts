import { Inject, Injectable } from '@nestjs/common';
import { METRICS, readGauge, type MetricsRegistry } from '@handrail/platform';
import { DataSource } from 'typeorm';

const BY_STATE = `
  SELECT CASE WHEN coalesce(closed_at, until) > clock_timestamp() THEN 'open' ELSE 'to-review' END AS state,
         count(*)::int AS count
  FROM emergency_access
  WHERE finding IS NULL OR coalesce(closed_at, until) > clock_timestamp() GROUP BY 1`;

/** Accesses in emergencies that are open, and those that nobody has reviewed, for whoever scrapes. */
@Injectable()
export class EmergencyGauges {
  constructor(@Inject(METRICS) registry: MetricsRegistry, db: DataSource) {
    readGauge(
      registry,
      {
        name: 'handrail_scheduling_emergency_accesses',
        help: 'Accesses without consent in an emergency: open, and over without a review.',
        labelNames: ['state'] as const,
      },
      async () => {
        const rows = await db.query<Array<{ state: string; count: number }>>(BY_STATE);
        return rows.map(({ state, count }) => ({ labels: { state }, value: count }));
      },
    );
  }
}
