import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Records of persons to compare new ones with, sealed with data keys, found by keyed hashes. */
export class MatchPersons1795737600000 implements MigrationInterface {
  readonly breaks = 'pseudonyms hang on the master key; programs before made them from a table';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`DROP TABLE ${table}`);
    await runner.query('CREATE TABLE pseudonym_key (name text PRIMARY KEY, key bytea NOT NULL)');
    await runner.query('DROP INDEX identity_review_person_b');
    await runner.query('ALTER TABLE identity_review DROP COLUMN score_bits');
  }
}

const TABLES = [
  'matching_state',
  'value_frequency',
  'match_key',
  'match_record',
  'data_key',
  'master_key_print',
];

const UP = [
  // Pseudonyms hang on the master key from here on, and cannot be made anew from what is stored.
  `DO $$ BEGIN
     IF EXISTS (SELECT 1 FROM message) OR EXISTS (SELECT 1 FROM person) THEN
       RAISE EXCEPTION 'this database was filled by a version without HANDRAIL_MASTER_KEY_FILE and cannot be taken over: start with an empty one';
     END IF;
   END $$`,
  'DROP TABLE pseudonym_key',
  `CREATE TABLE master_key_print (
     one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
     print bytea NOT NULL
   )`,
  // made_for never changes; person_id follows merges, so that destroying a person's keys finds all.
  `CREATE TABLE data_key (
     id uuid PRIMARY KEY,
     person_id uuid,
     made_for uuid,
     wrapped bytea NOT NULL
   )`,
  'CREATE INDEX data_key_person ON data_key (person_id)',
  `CREATE TABLE match_record (
     id bigint PRIMARY KEY,
     person_id uuid NOT NULL,
     digest bigint NOT NULL,
     sealed bytea NOT NULL
   )`,
  'CREATE INDEX match_record_person ON match_record (person_id)',
  'CREATE INDEX match_record_digest ON match_record (digest)',
  `CREATE TABLE match_key (
     key bigint NOT NULL,
     record_id bigint NOT NULL,
     PRIMARY KEY (key, record_id)
   )`,
  `CREATE TABLE value_frequency (
     key bigint PRIMARY KEY,
     seen bigint NOT NULL
   )`,
  // One row: whoever adds records holds it until the commit, so that two never miss each other.
  `CREATE TABLE matching_state (
     one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
     generation bigint NOT NULL DEFAULT 0,
     records bigint NOT NULL DEFAULT 0
   )`,
  'INSERT INTO matching_state DEFAULT VALUES',
  'ALTER TABLE identity_review ADD COLUMN score_bits real',
  'CREATE INDEX identity_review_person_b ON identity_review (person_b)',
];
