import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A number of a person may be several persons', and a number of a visit several patients'. What is there
 * already keeps its key: a visit known until now is the first of its number.
 */
export class ShareNumbers1796342400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  // Without a number of its own a visit is the first of its number: so are those of the release before.
  `ALTER TABLE visit ADD COLUMN number_key text, ADD COLUMN patients text[] NOT NULL DEFAULT '{}'`,
  'CREATE INDEX visit_number ON visit (coalesce(number_key, key))',
  'ALTER TABLE identifier ADD COLUMN is_shared boolean NOT NULL DEFAULT false',
  'DROP INDEX identifier_trusted',
  `CREATE UNIQUE INDEX identifier_trusted ON identifier (id_hash) WHERE trusted AND NOT is_shared`,
  // Only of numbers that are shared: which message named them when, and of whom it is taken to be.
  `CREATE TABLE number_sighting (
     id_hash text NOT NULL,
     message_id uuid NOT NULL,
     person_id uuid NOT NULL,
     seen_at timestamptz NOT NULL,
     is_certain boolean NOT NULL,
     PRIMARY KEY (id_hash, message_id)
   )`,
  'CREATE INDEX number_sighting_person ON number_sighting (person_id)',
];

const DOWN = [
  'DROP TABLE number_sighting',
  'DELETE FROM identifier WHERE is_shared',
  'DROP INDEX identifier_trusted',
  'CREATE UNIQUE INDEX identifier_trusted ON identifier (id_hash) WHERE trusted',
  'ALTER TABLE identifier DROP COLUMN is_shared',
  'DROP INDEX visit_number',
  'ALTER TABLE visit DROP COLUMN number_key, DROP COLUMN patients',
];
