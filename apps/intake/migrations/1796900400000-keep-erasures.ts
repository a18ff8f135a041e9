import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Master keys by number, which of them wraps each data key, the look-up keys that outlast them, and who was
 * erased. A data key of a release before is wrapped by the first.
 */
export class KeepErasures1796900400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE master_key (
        number smallint PRIMARY KEY,
        print bytea NOT NULL UNIQUE,
        is_current boolean NOT NULL,
        current_by text,
        current_reason text,
        current_at timestamptz
      )`);
    await runner.query(
      'CREATE UNIQUE INDEX master_key_current ON master_key (is_current) WHERE is_current',
    );
    await runner.query('ALTER TABLE data_key ADD COLUMN wrapped_by smallint NOT NULL DEFAULT 1');
    await runner.query(`
      CREATE TABLE kept_key (
        purpose text PRIMARY KEY,
        wrapped bytea NOT NULL,
        wrapped_by smallint NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE erasure (
        id uuid PRIMARY KEY,
        erased_at timestamptz NOT NULL,
        erased_by text,
        reason text NOT NULL,
        persons uuid[] NOT NULL,
        data_keys uuid[] NOT NULL,
        claims jsonb NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE erased_person (
        person_id uuid PRIMARY KEY,
        erasure_id uuid NOT NULL REFERENCES erasure
      )`);
    await runner.query(
      'CREATE INDEX person_merged_into ON person (merged_into) WHERE merged_into IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX person_merged_into');
    await runner.query('DROP TABLE erased_person');
    await runner.query('DROP TABLE erasure');
    await runner.query('DROP TABLE kept_key');
    await runner.query('ALTER TABLE data_key DROP COLUMN wrapped_by');
    await runner.query('DROP TABLE master_key');
  }
}
