import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calendars that were fetched once learn of a change by a number that rises with it. */
export class PlacementRevisions1764187200000 implements MigrationInterface {
  readonly name = 'PlacementRevisions1764187200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE placement ADD COLUMN revision integer NOT NULL DEFAULT 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE placement DROP COLUMN revision');
  }
}
