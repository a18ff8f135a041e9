import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which organisation of the network answers for a program; null for any. */
export class DesksOfPrograms1796920120000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE program ADD COLUMN run_by text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE program DROP COLUMN run_by');
  }
}
