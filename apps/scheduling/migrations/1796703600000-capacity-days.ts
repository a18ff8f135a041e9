import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How full each track was on each day: evidence for the law's longer time, and for what is reported to the State. */
export class CapacityDays1796703600000 implements MigrationInterface {
  readonly name = 'CapacityDays1796703600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE capacity_day (
        program_id text NOT NULL,
        track_id text NOT NULL,
        day date NOT NULL,
        capacity integer NOT NULL,
        taken integer NOT NULL,
        most_free integer NOT NULL,
        last_free integer NOT NULL,
        PRIMARY KEY (program_id, track_id, day)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE capacity_day');
  }
}
