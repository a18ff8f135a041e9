import { Inject, Injectable } from '@nestjs/common';
import {
  HEALTH,
  METRICS,
  readGauge,
  type HealthRegistry,
  type MetricsRegistry,
} from '@handrail/platform';
import { DataSource } from 'typeorm';

const BY_STATUS = `
  SELECT status, count(*)::int AS count FROM webhook_subscription
  WHERE status <> 'removed' GROUP BY status`;

const DISABLED = `
  SELECT name, disabled_because AS because FROM webhook_subscription
  WHERE status = 'disabled' ORDER BY name`;

/** How receivers of webhooks do, for whoever scrapes and for the status of the service. */
@Injectable()
export class WebhookGauges {
  constructor(
    @Inject(METRICS) registry: MetricsRegistry,
    @Inject(HEALTH) health: HealthRegistry,
    db: DataSource,
  ) {
    readGauge(
      registry,
      {
        name: 'handrail_scheduling_webhooks',
        help: 'Receivers of webhooks by status; disabled ones failed for five days, or are gone.',
        labelNames: ['status'] as const,
      },
      async () => {
        const rows = await db.query<Array<{ status: string; count: number }>>(BY_STATUS);
        return rows.map(({ status, count }) => ({ labels: { status }, value: count }));
      },
    );
    health.addDegradation('webhooks', async () => {
      const rows = await db.query<Array<{ name: string; because: string }>>(DISABLED);
      return rows.map(({ name, because }) => `webhook ${name} is disabled: ${because}`);
    });
  }
}
