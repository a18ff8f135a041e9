import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was forecast for people who wait, to be compared with what comes. */
export class WaitForecasts1796706000000 implements MigrationInterface {
  readonly name = 'WaitForecasts1796706000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE wait_forecast (
        placement_id uuid NOT NULL REFERENCES placement (id),
        made_on date NOT NULL,
        level text NOT NULL,
        made_at timestamptz NOT NULL,
        likely_at timestamptz,
        average_at timestamptz,
        PRIMARY KEY (placement_id, made_on)
      );
      CREATE INDEX wait_forecast_made ON wait_forecast (made_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE wait_forecast');
  }
}
