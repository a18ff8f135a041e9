import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  'ALTER TABLE person_case ADD COLUMN bytes int',
  // What changed of a large case since it was written whole, in order.
  `CREATE TABLE person_case_change (
     person_id uuid NOT NULL,
     place int NOT NULL,
     change jsonb NOT NULL,
     bytes int NOT NULL,
     PRIMARY KEY (person_id, place)
   )`,
];

/** A large case is written by what changed. */
export class CaseChanges1796820000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE person_case_change');
    await runner.query('ALTER TABLE person_case DROP COLUMN bytes');
  }
}
