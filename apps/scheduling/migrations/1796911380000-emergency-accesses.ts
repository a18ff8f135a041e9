import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was given access in an emergency without consent (42 CFR 2.51), and what the privacy officer found. */
export class EmergencyAccesses1796911380000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE emergency_access (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        placement_id uuid NOT NULL,
        organisation text NOT NULL,
        reason text NOT NULL,
        opened_by text NOT NULL,
        opened_at timestamptz NOT NULL,
        until timestamptz NOT NULL,
        closed_by text,
        closed_at timestamptz,
        finding text,
        reviewed_by text,
        reviewed_at timestamptz,
        acts jsonb NOT NULL DEFAULT '[]',
        version integer NOT NULL DEFAULT 1,
        CHECK (until > opened_at AND until <= opened_at + interval '60 minutes')
      )`);
    await runner.query(
      'CREATE INDEX emergency_access_person ON emergency_access (person_id, until)',
    );
    await runner.query(
      'CREATE INDEX emergency_access_newest ON emergency_access (opened_at DESC, id DESC)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE emergency_access');
  }
}
