import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  // Counting a year of determinations reads these two words and not the traces beside them.
  `ALTER TABLE determination
     ADD COLUMN result_level text GENERATED ALWAYS AS (result->>'level') STORED,
     ADD COLUMN result_mode text GENERATED ALWAYS AS (result->>'mode') STORED`,
  `CREATE TABLE program_places (
     program_id text PRIMARY KEY,
     tracks jsonb NOT NULL
   )`,
];

/** What a simulation needs: the answer of each determination in short, and the places there are. */
export class WhatIf1763787900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE program_places');
    await runner.query(
      'ALTER TABLE determination DROP COLUMN result_level, DROP COLUMN result_mode',
    );
  }
}
