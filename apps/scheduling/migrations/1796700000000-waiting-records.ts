import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is noted of people as they wait, for each person once, whatever they wait for. */
export class WaitingRecords1796700000000 implements MigrationInterface {
  readonly name = 'WaitingRecords1796700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE waiting_record (
        person_id uuid PRIMARY KEY,
        record jsonb NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE waiting_record');
  }
}
