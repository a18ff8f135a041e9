import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was told about whom to which organisation outside, and which webhooks go to one. */
export class Disclosures1796911320000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE disclosure (
        key text PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        person_id uuid NOT NULL,
        placement_id uuid NOT NULL,
        organisation text NOT NULL,
        recipient text NOT NULL,
        channel text NOT NULL,
        facts text[] NOT NULL,
        purpose text NOT NULL,
        basis text NOT NULL,
        rests_on text NOT NULL,
        notice text NOT NULL,
        request_id uuid
      )`);
    await runner.query('CREATE INDEX disclosure_person ON disclosure (person_id, at)');
    await runner.query('CREATE INDEX disclosure_placement ON disclosure (placement_id, at)');
    await runner.query(`
      CREATE FUNCTION disclosure_keep() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'what was disclosed is never changed or taken away'
          USING ERRCODE = 'insufficient_privilege';
      END $$`);
    await runner.query(`
      CREATE TRIGGER disclosure_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON disclosure
        FOR EACH STATEMENT EXECUTE FUNCTION disclosure_keep()`);
    await runner.query(`
      ALTER TABLE webhook_subscription
        ADD COLUMN organisation text,
        ADD COLUMN purpose text NOT NULL DEFAULT 'treatment'`);
    await runner.query('ALTER TABLE webhook_delivery ADD COLUMN held_because text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE webhook_delivery DROP COLUMN held_because');
    await runner.query(
      'ALTER TABLE webhook_subscription DROP COLUMN organisation, DROP COLUMN purpose',
    );
    await runner.query('DROP TABLE disclosure');
    await runner.query('DROP FUNCTION disclosure_keep()');
  }
}
