import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lists of placements only show is kept together, so that a further field of an event needs no column. */
export class ShownOfPlacements1796916000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE placement_row ADD COLUMN shown jsonb NOT NULL DEFAULT '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE placement_row DROP COLUMN shown');
  }
}
