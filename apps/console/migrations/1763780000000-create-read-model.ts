import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Recent events, counts per minute, reassessments, placements and what operators did. */
export class CreateReadModel1763780000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // `xid` lets a live tail read on from where it was without missing a batch that took its numbers
    // earlier and committed later: rows are handed out only below the oldest running transaction.
    await runner.query(`
      CREATE TABLE recent_event (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
        id uuid NOT NULL UNIQUE,
        type text NOT NULL,
        service text NOT NULL,
        key text NOT NULL,
        person_id uuid,
        program_id text,
        time timestamptz NOT NULL,
        recorded_time timestamptz NOT NULL,
        received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        causation_id text NOT NULL,
        correlation_id text NOT NULL,
        source text NOT NULL,
        traceparent text,
        outcome text NOT NULL,
        data jsonb NOT NULL
      )`);
    await runner.query(`CREATE INDEX recent_event_tail ON recent_event (xid, seq)`);
    await runner.query(`CREATE INDEX recent_event_type ON recent_event (type, seq)`);
    await runner.query(`CREATE INDEX recent_event_person ON recent_event (person_id, seq)`);
    await runner.query(`CREATE INDEX recent_event_chain ON recent_event (correlation_id)`);
    await runner.query(`
      CREATE TABLE minute_count (
        minute timestamptz NOT NULL,
        service text NOT NULL,
        type text NOT NULL,
        events integer NOT NULL
      )`);
    await runner.query(`CREATE INDEX minute_count_minute ON minute_count (minute)`);
    await this.#createRows(runner);
    await runner.query(`
      CREATE TABLE operator_act (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        act text NOT NULL CHECK (act IN ('retry', 'discard')),
        service text NOT NULL,
        cause text NOT NULL,
        asked integer NOT NULL,
        done integer NOT NULL,
        reason text NOT NULL
      )`);
    await runner.query(`CREATE INDEX operator_act_at ON operator_act (at)`);
  }

  async #createRows(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reassessment_row (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        trigger_kind text,
        opened_at timestamptz,
        due_at timestamptz,
        determined_at timestamptz,
        level text,
        mode text,
        decided_by text,
        overdue_at timestamptz,
        withdrawn_at timestamptz,
        reason text
      )`);
    await runner.query(`
      CREATE INDEX reassessment_row_person ON reassessment_row (person_id)`);
    await runner.query(`
      CREATE INDEX reassessment_row_open ON reassessment_row (due_at)
      WHERE withdrawn_at IS NULL
        AND (determined_at IS NULL OR (mode = 'needs-human' AND decided_by = 'policy'))`);
    await runner.query(`
      CREATE TABLE placement_row (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        reassessment_id uuid,
        status text NOT NULL,
        level text,
        program_id text,
        track_id text,
        starts_on date,
        reason text,
        message_id text,
        confirmed_at timestamptz,
        changed_at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX placement_row_person ON placement_row (person_id)`);
    await runner.query(`CREATE INDEX placement_row_confirmed ON placement_row (confirmed_at)`);
    await runner.query(`CREATE INDEX placement_row_status ON placement_row (status, changed_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE operator_act, placement_row, reassessment_row, minute_count, recent_event`,
    );
  }
}
