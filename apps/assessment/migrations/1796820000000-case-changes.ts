import { documentChanges } from '@handrail/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const changes = documentChanges('person_case');

/** A large case is written by what changed. */
export class CaseChanges1796820000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes.up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of changes.down) await runner.query(statement);
  }
}
