import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which programs other organisations run, and what each person lets whom be told, as it was reported. */
export class ConsentsOfPersons1796911260000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE program ADD COLUMN organisation text');
    await runner.query(
      'CREATE INDEX program_outside ON program (id) WHERE organisation IS NOT NULL',
    );
    await runner.query(`
      CREATE TABLE person_consent (
        event_id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        report jsonb NOT NULL
      )`);
    await runner.query('CREATE INDEX person_consent_person ON person_consent (person_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE person_consent');
    await runner.query('ALTER TABLE program DROP COLUMN organisation');
  }
}
