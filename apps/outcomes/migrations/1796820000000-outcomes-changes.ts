import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  'ALTER TABLE person_outcomes ADD COLUMN bytes int',
  // What changed of a large document since it was written whole, in order.
  `CREATE TABLE person_outcomes_change (
     person_id uuid NOT NULL,
     place int NOT NULL,
     change jsonb NOT NULL,
     bytes int NOT NULL,
     PRIMARY KEY (person_id, place)
   )`,
];

/** A large document of a person is written by what changed. */
export class OutcomesChanges1796820000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE person_outcomes_change');
    await runner.query('ALTER TABLE person_outcomes DROP COLUMN bytes');
  }
}
