import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The bytes of a refused message may go before its row does: size and digest stay, and why they went. */
export class BoundRefusedBodies1796169600000 implements MigrationInterface {
  readonly breaks =
    'of a refused message there may be no bytes; programs before read those of every message';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE message ALTER COLUMN sealed_raw DROP NOT NULL,
         ADD COLUMN raw_bytes integer, ADD COLUMN raw_digest text, ADD COLUMN raw_dropped text,
         ADD COLUMN raw_dropped_at timestamptz,
         ADD CONSTRAINT message_raw_dropped CHECK (
           CASE WHEN raw_dropped IS NULL THEN sealed_raw IS NOT NULL
           ELSE raw_dropped IN ('too-large', 'no-room', 'too-old') AND raw_dropped_at IS NOT NULL
             AND sealed_raw IS NULL AND sealed_headers IS NULL AND disposition = 'rejected' END)`,
    );
    await runner.query(
      `CREATE INDEX message_refused_raw ON message (received_at, id) INCLUDE (raw_bytes)
       WHERE disposition = 'rejected' AND sealed_raw IS NOT NULL`,
    );
  }

  /** The version before knows no message without bytes. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX message_refused_raw');
    await runner.query('ALTER TABLE message DROP CONSTRAINT message_raw_dropped');
    await runner.query(`DELETE FROM message WHERE sealed_raw IS NULL`);
    await runner.query(
      `ALTER TABLE message ALTER COLUMN sealed_raw SET NOT NULL, DROP COLUMN raw_bytes,
         DROP COLUMN raw_digest, DROP COLUMN raw_dropped, DROP COLUMN raw_dropped_at`,
    );
  }
}
