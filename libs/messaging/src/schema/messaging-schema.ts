import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tables every service's own database has.
 *
 * `lane`   one row per key (person or program); whoever writes about a key locks it first.
 * `inbox`  one row per event seen: dedup key, disposition and, while parked, the record itself.
 * `outbox` events decided and not yet, or lately, published; `seq` grows with the commit order of
 *          each key because it is taken under the key's lane lock.
 * `timer`  what is due later; at most one of a name per key.
 */
class CreateMessaging1760000000000 implements MigrationInterface {
  readonly name = 'CreateMessaging1760000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE lane (
        key text PRIMARY KEY,
        version bigint NOT NULL,
        held_because text,
        merged_into text
      )`);
    await runner.query(`
      CREATE TABLE inbox (
        event_id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY,
        key text,
        topic text NOT NULL,
        partition integer NOT NULL,
        position bigint NOT NULL,
        type text,
        disposition text NOT NULL
          CHECK (disposition IN ('applied', 'ignored', 'superseded', 'parked', 'discarded')),
        reason text,
        lane_version bigint,
        attempts integer NOT NULL DEFAULT 0,
        behind uuid,
        record jsonb,
        recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        parked_at timestamptz,
        CHECK ((disposition = 'parked') = (record IS NOT NULL))
      )`);
    await runner.query(
      `CREATE INDEX inbox_parked ON inbox (key, seq) WHERE disposition = 'parked'`,
    );
    await runner.query(`
      CREATE TABLE outbox (
        event_id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY,
        slot smallint NOT NULL,
        key text NOT NULL,
        lane_version bigint NOT NULL,
        ordinal integer NOT NULL,
        topic text NOT NULL,
        headers jsonb NOT NULL,
        payload text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        published_at timestamptz,
        UNIQUE (key, lane_version, ordinal)
      )`);
    await runner.query(
      `CREATE INDEX outbox_unpublished ON outbox (seq) WHERE published_at IS NULL`,
    );
    await runner.query(
      `CREATE INDEX outbox_published ON outbox (published_at) WHERE published_at IS NOT NULL`,
    );
    await runner.query(`
      CREATE TABLE timer (
        key text NOT NULL,
        name text NOT NULL,
        id uuid NOT NULL UNIQUE,
        type text NOT NULL,
        due_at timestamptz NOT NULL,
        data jsonb NOT NULL,
        causation_id text NOT NULL,
        correlation_id text NOT NULL,
        traceparent text,
        PRIMARY KEY (key, name)
      )`);
    await runner.query(`CREATE INDEX timer_due ON timer (due_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE timer, outbox, inbox, lane');
  }
}

/** A due timer asks which keys were merged into its own. */
class IndexMerges1760000001000 implements MigrationInterface {
  readonly name = 'IndexMerges1760000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX lane_merged ON lane (merged_into) WHERE merged_into IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX lane_merged');
  }
}

/**
 * Outbox events the log refused for what they are. A table of its own, so that an old relay beside a
 * new one finds the outbox as it knows it. A row stays when it is settled: it says what was given up.
 */
class CreateRefusals1760000002000 implements MigrationInterface {
  readonly name = 'CreateRefusals1760000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox_refusal (
        event_id uuid PRIMARY KEY,
        key text NOT NULL,
        reason text NOT NULL,
        attempts integer NOT NULL DEFAULT 1,
        refused_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        settled_at timestamptz,
        outcome text
      )`);
    await runner.query(
      `CREATE INDEX outbox_refusal_open ON outbox_refusal (key) WHERE settled_at IS NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE outbox_refusal');
  }
}

/** Every scrape asks which lanes are held. */
class IndexHeldLanes1760000004000 implements MigrationInterface {
  readonly name = 'IndexHeldLanes1760000004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX lane_held ON lane (key) WHERE held_because IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX lane_held');
  }
}

/** Migrations of the messaging tables; a service lists them before its own. */
export const messagingMigrations = [
  CreateMessaging1760000000000,
  IndexMerges1760000001000,
  CreateRefusals1760000002000,
  IndexHeldLanes1760000004000,
] as const;
