import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `CREATE TABLE person_case (
     person_id uuid PRIMARY KEY,
     state jsonb NOT NULL
   )`,
  `CREATE TABLE reassessment (
     reassessment_id uuid PRIMARY KEY,
     person_id uuid NOT NULL,
     status text NOT NULL
       CHECK (status IN ('open', 'in-progress', 'determined', 'withdrawn', 'overdue')),
     opened_at timestamptz NOT NULL,
     due_at timestamptz NOT NULL,
     trigger_kind text NOT NULL,
     version int NOT NULL,
     doc jsonb NOT NULL
   )`,
  `CREATE INDEX reassessment_person ON reassessment (person_id, opened_at, reassessment_id)`,
  `CREATE INDEX reassessment_status ON reassessment (status, opened_at, reassessment_id)`,
  `CREATE INDEX reassessment_opened ON reassessment (opened_at, reassessment_id)`,
  `CREATE INDEX reassessment_due ON reassessment (due_at, reassessment_id)
     WHERE status IN ('open', 'in-progress', 'overdue')`,
  `CREATE TABLE determination (
     determination_id uuid PRIMARY KEY,
     reassessment_id uuid NOT NULL,
     person_id uuid NOT NULL,
     determined_at timestamptz NOT NULL,
     decided_by text NOT NULL CHECK (decided_by IN ('policy', 'clinician')),
     policy_version text NOT NULL,
     level text,
     inputs jsonb NOT NULL,
     inputs_hash text NOT NULL,
     result jsonb NOT NULL,
     override jsonb
   )`,
  `CREATE INDEX determination_reassessment ON determination (reassessment_id, determined_at)`,
  `CREATE INDEX determination_time ON determination (determined_at, determination_id)`,
  `CREATE FUNCTION refuse_change_of_determination() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN RAISE EXCEPTION 'a determination is never changed'; END $$`,
  `CREATE TRIGGER determination_is_immutable BEFORE UPDATE OR DELETE ON determination
     FOR EACH ROW EXECUTE FUNCTION refuse_change_of_determination()`,
];

export class CreateAssessment1763787700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE person_case, reassessment, determination');
    await runner.query('DROP FUNCTION refuse_change_of_determination');
  }
}
