import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people did with a placement, and the version that whoever acts names. */
export class ActsOnPlacements1796605200000 implements MigrationInterface {
  readonly name = 'ActsOnPlacements1796605200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE placement
        ADD COLUMN acts jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN version integer NOT NULL DEFAULT 1;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE placement DROP COLUMN version, DROP COLUMN acts');
  }
}
