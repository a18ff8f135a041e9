import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Receivers that are told what becomes of referrals, what they are told, and each delivery. */
export class Webhooks1796810800000 implements MigrationInterface {
  readonly name = 'Webhooks1796810800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE webhook_key (
        only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
        key text NOT NULL
      );
      CREATE TABLE webhook_subscription (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        url text NOT NULL,
        types text[] NOT NULL DEFAULT '{}',
        requester text,
        status text NOT NULL DEFAULT 'active'
          CHECK (status IN ('active', 'paused', 'disabled', 'removed')),
        generation integer NOT NULL DEFAULT 1,
        former_until timestamptz,
        next_number bigint NOT NULL DEFAULT 1,
        failing_since timestamptz,
        disabled_because text,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL
      );
      CREATE TABLE webhook_act (
        id uuid PRIMARY KEY,
        subscription_id uuid NOT NULL REFERENCES webhook_subscription (id),
        kind text NOT NULL,
        done_by text NOT NULL,
        reason text NOT NULL,
        detail jsonb NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX webhook_act_newest ON webhook_act (subscription_id, at DESC, id DESC);
      CREATE TABLE webhook_event (
        event_id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY,
        type text NOT NULL,
        occurred_at timestamptz NOT NULL,
        placement_id uuid NOT NULL,
        message_id uuid,
        read_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX webhook_event_message ON webhook_event (message_id);
      CREATE INDEX webhook_event_read ON webhook_event (read_at);
      CREATE TABLE webhook_requester (
        message_id uuid PRIMARY KEY,
        requester text NOT NULL,
        read_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE TABLE webhook_delivery (
        subscription_id uuid NOT NULL REFERENCES webhook_subscription (id),
        number bigint NOT NULL,
        event_id uuid NOT NULL REFERENCES webhook_event (event_id),
        status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'given-up')),
        attempts integer NOT NULL DEFAULT 0,
        next_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        last_at timestamptz,
        last_outcome text,
        last_status integer,
        PRIMARY KEY (subscription_id, number),
        UNIQUE (subscription_id, event_id)
      );
      CREATE INDEX webhook_delivery_due ON webhook_delivery (next_at) WHERE status = 'pending';
      CREATE INDEX webhook_delivery_event ON webhook_delivery (event_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE webhook_delivery, webhook_requester, webhook_event, webhook_act, webhook_subscription,
        webhook_key`);
  }
}
