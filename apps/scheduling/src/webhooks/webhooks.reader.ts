import { Injectable } from '@nestjs/common';
import { toPage, type Page, type PageQuery } from '@handrail/platform';
import { DataSource } from 'typeorm';
import type { WebhookDeliveryView, WebhookView } from './webhooks.dto.js';

const LISTED = `
  SELECT s.id, s.name, s.url, s.types, s.requester, s.organisation, s.purpose, s.status, s.disabled_because, s.failing_since,
         (s.next_number - 1)::float AS last_number, s.version, s.created_at, s.created_at::text AS created,
         counted.pending, counted.given_up
  FROM webhook_subscription AS s
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE status = 'pending')::int AS pending,
           count(*) FILTER (WHERE status = 'given-up')::int AS given_up
    FROM webhook_delivery WHERE subscription_id = s.id AND status <> 'delivered') AS counted`;

const PAGE = `${LISTED}
  WHERE s.status <> 'removed'
    AND ($1::timestamptz IS NULL OR (s.created_at, s.id) < ($1::timestamptz, $2::uuid))
  ORDER BY s.created_at DESC, s.id DESC LIMIT $3`;

const DELIVERIES = `
  SELECT d.number::float AS number, d.number::text AS place, d.event_id, e.type, e.placement_id, e.occurred_at,
         d.status, d.attempts, d.next_at, d.last_at, d.last_outcome, d.last_status, d.held_because
  FROM webhook_delivery AS d JOIN webhook_event AS e ON e.event_id = d.event_id
  WHERE d.subscription_id = $1 AND ($2::text IS NULL OR d.status = $2)
    AND ($3::bigint IS NULL OR d.number < $3::bigint)
  ORDER BY d.number DESC LIMIT $4`;

interface SubscriptionRow {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly types: string[];
  readonly requester: string | null;
  readonly organisation: string | null;
  readonly purpose: string;
  readonly status: WebhookView['status'];
  readonly disabled_because: string | null;
  readonly failing_since: Date | null;
  readonly last_number: number;
  readonly version: number;
  readonly created_at: Date;
  readonly created: string;
  readonly pending: number;
  readonly given_up: number;
}

interface DeliveryRow {
  readonly number: number;
  readonly place: string;
  readonly event_id: string;
  readonly type: string;
  readonly placement_id: string;
  readonly occurred_at: Date;
  readonly status: WebhookDeliveryView['status'];
  readonly attempts: number;
  readonly next_at: Date;
  readonly last_at: Date | null;
  readonly last_outcome: string | null;
  readonly last_status: number | null;
  readonly held_because: string | null;
}

/** Receivers of webhooks, and what was sent to each. */
@Injectable()
export class WebhookReader {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  async page({ limit, after }: PageQuery): Promise<Page<WebhookView>> {
    const params = [after?.[0] ?? null, after?.[1] ?? null, limit + 1];
    const rows = await this.#dataSource.query<SubscriptionRow[]>(PAGE, params);
    return toPage(rows, limit, ({ created, id }) => [created, id], toView);
  }

  /** One that was removed, too: it can be restored. */
  async byId(id: string): Promise<WebhookView | undefined> {
    const rows = await this.#dataSource.query<SubscriptionRow[]>(`${LISTED} WHERE s.id = $1`, [id]);
    return rows.map(toView)[0];
  }

  async deliveries(
    id: string,
    status: string | undefined,
    { limit, after }: PageQuery,
  ): Promise<Page<WebhookDeliveryView>> {
    const params = [id, status ?? null, after?.[0] ?? null, limit + 1];
    const rows = await this.#dataSource.query<DeliveryRow[]>(DELIVERIES, params);
    return toPage(rows, limit, ({ place }) => [place], toDelivery);
  }
}

const toView = (row: SubscriptionRow): WebhookView => ({
  ...{ id: row.id, name: row.name, url: row.url, types: row.types, requester: row.requester },
  ...{ organisation: row.organisation, purpose: row.purpose },
  ...{ status: row.status, disabledBecause: row.disabled_because, version: row.version },
  failingSince: row.failing_since?.toISOString() ?? null,
  ...{ lastNumber: row.last_number, pending: row.pending, givenUp: row.given_up },
  createdAt: row.created_at.toISOString(),
});

const toDelivery = (row: DeliveryRow): WebhookDeliveryView => ({
  ...{ number: row.number, eventId: row.event_id, type: row.type, placementId: row.placement_id },
  ...{ occurredAt: row.occurred_at.toISOString(), status: row.status, attempts: row.attempts },
  nextAt: row.status === 'pending' ? row.next_at.toISOString() : null,
  lastAt: row.last_at?.toISOString() ?? null,
  ...{ lastOutcome: row.last_outcome, lastStatus: row.last_status },
  heldBecause: row.held_because,
});
