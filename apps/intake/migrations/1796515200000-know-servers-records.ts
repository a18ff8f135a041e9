import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a FHIR server calls its record of a person: it says by that name that two of its patients are one. And
 * notifications that carry nothing, which a feed may send for ever without telling of anybody.
 */
export class KnowServersRecords1796515200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE identifier ADD COLUMN is_local boolean NOT NULL DEFAULT false');
    await runner.query(
      `CREATE INDEX message_nothing_carried ON message (source, received_at)
       WHERE reason IN ('nothing-carried', 'handshake', 'heartbeat', 'query-status')`,
    );
    await runner.query(
      `CREATE INDEX message_no_such_person ON message (parked_at)
       WHERE disposition = 'parked' AND reason = 'no-such-person'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX message_no_such_person');
    await runner.query('DROP INDEX message_nothing_carried');
    await runner.query('ALTER TABLE identifier DROP COLUMN is_local');
  }
}
