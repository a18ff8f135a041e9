import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  // What the embedded issuer keeps: codes, grants, sessions, the ids of assertions that were used.
  `CREATE TABLE issuer_record (
     kind text NOT NULL,
     id text NOT NULL,
     payload jsonb NOT NULL,
     grant_id text,
     uid text,
     consumed_at timestamptz,
     expires_at timestamptz,
     PRIMARY KEY (kind, id)
   )`,
  `CREATE INDEX issuer_record_grant ON issuer_record (grant_id) WHERE grant_id IS NOT NULL`,
  `CREATE INDEX issuer_record_uid ON issuer_record (uid) WHERE uid IS NOT NULL`,
  `CREATE INDEX issuer_record_expiry ON issuer_record (expires_at)`,
  `CREATE TABLE local_account (
     name text PRIMARY KEY,
     roles text[] NOT NULL,
     organisation text,
     salt bytea NOT NULL,
     password_hash bytea NOT NULL,
     failed_attempts smallint NOT NULL DEFAULT 0,
     locked_until timestamptz
   )`,
  // Sessions of people at the console: the id is kept hashed, the tokens sealed with a key made of the id.
  `CREATE TABLE console_session (
     id_hash bytea PRIMARY KEY,
     actor text NOT NULL,
     tokens bytea NOT NULL,
     token_expires_at timestamptz NOT NULL,
     began_at timestamptz NOT NULL,
     seen_at timestamptz NOT NULL
   )`,
  `CREATE INDEX console_session_actor ON console_session (actor)`,
  `CREATE TABLE one_time_code (
     code_hash bytea PRIMARY KEY,
     account text NOT NULL,
     expires_at timestamptz NOT NULL
   )`,
];

export class SignIn1796800060000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE one_time_code, console_session, local_account, issuer_record');
  }
}
