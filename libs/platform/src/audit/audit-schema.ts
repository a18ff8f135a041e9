import { ADVISORY_LOCKS } from '@handrail/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Gives a row its place: the next number of its shard, the hash of the row before, the time, and a hash over
 * all of it. The database does it, under a lock of the shard that is held until the commit, so that the chain
 * has the order of commits and no program can write a row of its own making.
 */
const CHAIN = `
  CREATE FUNCTION audit_entry_chain() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    last_seq bigint;
    last_hash bytea;
  BEGIN
    PERFORM pg_advisory_xact_lock(${ADVISORY_LOCKS.auditShard}, NEW.shard);
    SELECT seq, hash INTO last_seq, last_hash
      FROM audit_entry WHERE shard = NEW.shard ORDER BY seq DESC LIMIT 1;
    NEW.seq := coalesce(last_seq, 0) + 1;
    NEW.previous := coalesce(last_hash, decode(repeat('00', 32), 'hex'));
    NEW.at := clock_timestamp();
    NEW.hash := sha256(NEW.previous || convert_to(jsonb_build_array(
      NEW.shard, NEW.seq, to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      NEW.actor, NEW.client, NEW.organisation, NEW.act, NEW.object, to_jsonb(NEW.subjects),
      NEW.purpose, NEW.outcome, NEW.request_id)::text, 'UTF8'));
    RETURN NEW;
  END $$`;

const KEEP = `
  CREATE FUNCTION audit_entry_keep() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'rows of the audit are never changed or taken away'
      USING ERRCODE = 'insufficient_privilege';
  END $$`;

const TABLE = `
  CREATE TABLE audit_entry (
    shard smallint NOT NULL,
    seq bigint NOT NULL,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    client text NOT NULL,
    organisation text,
    act text NOT NULL,
    object text,
    subjects text[] NOT NULL,
    purpose text,
    outcome text NOT NULL,
    request_id uuid NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (shard, seq)
  )`;

/** Who did and saw what: every service's own database has it. */
class CreateAudit1796800000000 implements MigrationInterface {
  readonly name = 'CreateAudit1796800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    await runner.query(`CREATE INDEX audit_entry_at ON audit_entry (at, shard, seq)`);
    await runner.query(`CREATE INDEX audit_entry_actor ON audit_entry (actor, at)`);
    await runner.query(`CREATE INDEX audit_entry_subjects ON audit_entry USING gin (subjects)`);
    await runner.query(CHAIN);
    await runner.query(KEEP);
    await runner.query(`
      CREATE TRIGGER audit_entry_chain BEFORE INSERT ON audit_entry
        FOR EACH ROW EXECUTE FUNCTION audit_entry_chain()`);
    await runner.query(`
      CREATE TRIGGER audit_entry_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_keep()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_entry');
    await runner.query('DROP FUNCTION audit_entry_chain(), audit_entry_keep()');
  }
}

/** Migrations of what `libs/platform` keeps in every service's database. */
export const platformMigrations = [CreateAudit1796800000000];
