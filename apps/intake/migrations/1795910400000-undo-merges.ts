import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A merge that was wrong: when and why it was undone, and who the retired person is now. */
export class UndoMerges1795910400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE person_merge ADD COLUMN undone_at timestamptz, ADD COLUMN undone_reason text,
         ADD COLUMN restored_id uuid, ADD COLUMN kind text NOT NULL DEFAULT 'told'
         CHECK (kind IN ('told', 'reviewed', 'matched', 'linked'))`,
    );
    // Set from the moment a likeness attaches a number until the message that brought it is written.
    await runner.query('ALTER TABLE identifier ADD COLUMN is_guess boolean NOT NULL DEFAULT false');
    // Whoever undoes a merge is remembered, like whoever decides a review, by a pair that stays apart.
    await runner.query(`ALTER TABLE identity_review ALTER COLUMN message_id DROP NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM identity_review WHERE message_id IS NULL');
    await runner.query('ALTER TABLE identity_review ALTER COLUMN message_id SET NOT NULL');
    await runner.query(
      `ALTER TABLE person_merge DROP COLUMN undone_at, DROP COLUMN undone_reason,
         DROP COLUMN restored_id, DROP COLUMN kind`,
    );
    await runner.query('ALTER TABLE identifier DROP COLUMN is_guess');
  }
}
