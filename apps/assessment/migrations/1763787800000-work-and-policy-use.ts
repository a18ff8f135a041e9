import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `ALTER TABLE reassessment ADD COLUMN owner text, ADD COLUMN snoozed_until timestamptz`,
  `UPDATE reassessment SET owner = doc->>'claimedBy' WHERE doc->>'claimedBy' IS NOT NULL`,
  `ALTER TABLE determination ADD COLUMN policy_hash text`,
  // Which tables decided under a version. A folder that says otherwise is refused at the next start.
  `CREATE TABLE policy_use (
     version text PRIMARY KEY,
     content_hash text NOT NULL,
     first_used_at timestamptz NOT NULL
   )`,
];

/** Who holds a reassessment and until when it is put off, and which policy tables have decided. */
export class WorkAndPolicyUse1763787800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE policy_use');
    await runner.query('ALTER TABLE determination DROP COLUMN policy_hash');
    await runner.query('ALTER TABLE reassessment DROP COLUMN owner, DROP COLUMN snoozed_until');
  }
}
