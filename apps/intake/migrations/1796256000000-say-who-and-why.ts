import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who read what is personal, and for which purpose; who decided an identity review, and why. */
export class SayWhoAndWhy1796256000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE message_access ADD COLUMN accessed_by text, ADD COLUMN purpose text',
    );
    await runner.query('CREATE INDEX message_access_message ON message_access (message_id)');
    await runner.query(
      'ALTER TABLE identity_review ADD COLUMN decided_by text, ADD COLUMN decided_reason text',
    );
    await runner.query(
      `CREATE TABLE identity_review_access (
         id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
         review_id uuid NOT NULL,
         accessed_at timestamptz NOT NULL,
         accessed_by text,
         purpose text NOT NULL
       )`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE identity_review_access');
    await runner.query(
      'ALTER TABLE identity_review DROP COLUMN decided_by, DROP COLUMN decided_reason',
    );
    await runner.query('DROP INDEX message_access_message');
    await runner.query('ALTER TABLE message_access DROP COLUMN accessed_by, DROP COLUMN purpose');
  }
}
