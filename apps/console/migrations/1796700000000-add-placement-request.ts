import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when somebody waits for a place: the time of their request, as a wait says it. */
export class AddPlacementRequest1796700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE placement_row ADD COLUMN requested_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE placement_row DROP COLUMN requested_at`);
  }
}
