import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a consent permits to whom, as codes, beside its sealed words; and what people did with it. A consent of
 * a release before has no terms and permits nothing until it is told again.
 */
export class ConsentTerms1796911200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE consent
        ADD COLUMN terms jsonb,
        ADD COLUMN version integer NOT NULL DEFAULT 1,
        ADD COLUMN acts jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE consent DROP COLUMN terms, DROP COLUMN version, DROP COLUMN acts',
    );
  }
}
