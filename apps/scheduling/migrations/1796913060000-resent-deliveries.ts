import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often a delivery was asked for again: each time it is told anew, which the ledger has to say. */
export class ResentDeliveries1796913060000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE webhook_delivery ADD COLUMN resent integer NOT NULL DEFAULT 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE webhook_delivery DROP COLUMN resent');
  }
}
