import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Messages as they came, who they are about, and what is known of their stays. */
export class CreateIntake1793318400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`DROP TABLE ${table}`);
  }
}

const TABLES = [
  'message_access',
  'message',
  'claim',
  'identity_review',
  'person_merge',
  'identifier',
  'person',
  'visit',
  'consent',
  'capacity_report',
  'pseudonym_key',
];

const UP = [
  `CREATE TABLE message (
     id uuid PRIMARY KEY,
     claim_key text,
     protocol text NOT NULL,
     source text NOT NULL,
     type text NOT NULL,
     control_id text,
     received_at timestamptz NOT NULL,
     content_type text NOT NULL,
     headers jsonb,
     raw bytea NOT NULL,
     disposition text NOT NULL CHECK
       (disposition IN ('applied', 'ignored', 'superseded', 'rejected', 'parked')),
     reason text NOT NULL,
     problems jsonb NOT NULL DEFAULT '[]',
     person_id uuid,
     visit_key text,
     produced jsonb NOT NULL DEFAULT '[]',
     attempts int NOT NULL DEFAULT 0,
     parked_at timestamptz,
     note text
   )`,
  'CREATE INDEX message_newest ON message (received_at DESC, id DESC)',
  'CREATE INDEX message_person ON message (person_id, received_at DESC, id DESC)',
  'CREATE INDEX message_disposition ON message (disposition, type)',
  `CREATE INDEX message_parked ON message (parked_at DESC, id DESC) WHERE disposition = 'parked'`,
  // Control ids and sources are as long as senders like; a hash index takes any length.
  'CREATE INDEX message_control ON message USING hash (control_id)',
  'CREATE INDEX message_source ON message USING hash (source)',
  'CREATE INDEX message_claim ON message (claim_key) WHERE claim_key IS NOT NULL',
  // A row without message_id is the place of a message that was cancelled before it came.
  `CREATE TABLE claim (
     key text PRIMARY KEY,
     message_id uuid,
     content_hash text,
     cancelled_by uuid
   )`,
  `CREATE TABLE person (
     id uuid PRIMARY KEY,
     details jsonb NOT NULL,
     registered_at timestamptz NOT NULL,
     merged_into uuid
   )`,
  `CREATE TABLE identifier (
     id_hash text NOT NULL,
     person_id uuid NOT NULL,
     system text NOT NULL,
     value text NOT NULL,
     trusted boolean NOT NULL,
     first_seen_at timestamptz NOT NULL,
     PRIMARY KEY (id_hash, person_id)
   )`,
  'CREATE UNIQUE INDEX identifier_trusted ON identifier (id_hash) WHERE trusted',
  'CREATE INDEX identifier_person ON identifier (person_id)',
  `CREATE TABLE person_merge (
     id uuid PRIMARY KEY,
     survivor_id uuid NOT NULL,
     retired_id uuid NOT NULL,
     cause_id uuid NOT NULL,
     merged_at timestamptz NOT NULL,
     moved jsonb NOT NULL
   )`,
  'CREATE INDEX person_merge_survivor ON person_merge (survivor_id)',
  `CREATE TABLE identity_review (
     id uuid PRIMARY KEY,
     person_a uuid NOT NULL,
     person_b uuid NOT NULL,
     reason text NOT NULL,
     message_id uuid NOT NULL,
     opened_at timestamptz NOT NULL,
     status text NOT NULL CHECK (status IN ('open', 'linked', 'kept-apart')),
     decided_at timestamptz,
     UNIQUE (person_a, person_b)
   )`,
  'CREATE INDEX identity_review_open ON identity_review (status, opened_at DESC, id DESC)',
  `CREATE TABLE visit (
     key text PRIMARY KEY,
     facility text NOT NULL,
     person_id uuid,
     state jsonb NOT NULL,
     stays jsonb NOT NULL
   )`,
  'CREATE INDEX visit_person ON visit (person_id)',
  `CREATE TABLE consent (
     id uuid PRIMARY KEY,
     person_id uuid NOT NULL,
     kind text NOT NULL,
     status text NOT NULL,
     document jsonb NOT NULL,
     reported_at timestamptz NOT NULL
   )`,
  'CREATE INDEX consent_person ON consent (person_id)',
  `CREATE TABLE capacity_report (
     program_id text NOT NULL,
     track_id text NOT NULL,
     capacity int NOT NULL,
     occupied int NOT NULL,
     as_of timestamptz NOT NULL,
     message_id uuid NOT NULL,
     PRIMARY KEY (program_id, track_id)
   )`,
  'CREATE TABLE pseudonym_key (name text PRIMARY KEY, key bytea NOT NULL)',
  `CREATE TABLE message_access (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     message_id uuid NOT NULL,
     accessed_at timestamptz NOT NULL
   )`,
];
