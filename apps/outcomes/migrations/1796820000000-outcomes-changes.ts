import { documentChanges } from '@handrail/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const changes = documentChanges('person_outcomes');

/** A large document of a person is written by what changed. */
export class OutcomesChanges1796820000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes.up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of changes.down) await runner.query(statement);
  }
}
