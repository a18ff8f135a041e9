import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who a retired id leads to since its person was merged into another. */
export class AddMergedPerson1763792000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE merged_person (
        retired_id uuid PRIMARY KEY,
        survivor_id uuid NOT NULL,
        merged_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CHECK (retired_id <> survivor_id)
      )`);
    await runner.query(`CREATE INDEX merged_person_survivor ON merged_person (survivor_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE merged_person`);
  }
}
