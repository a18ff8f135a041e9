import { assessmentService } from '@handrail/assessment';
import { consoleService } from '@handrail/console';
import { intakeService } from '@handrail/intake';
import { messagingMigrations } from '@handrail/messaging';
import { outcomesService } from '@handrail/outcomes';
import {
  breaksOldPrograms,
  isBreaking,
  nameOfMigration,
  platformMigrations,
} from '@handrail/platform';
import { schedulingService } from '@handrail/scheduling';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const services = [
  intakeService,
  assessmentService,
  schedulingService,
  outcomesService,
  consoleService,
];
const migrations: MigrationInterface[] = [
  ...messagingMigrations,
  ...platformMigrations,
  ...services.flatMap((service) => service.migrations),
].map((migration) => new (migration as new () => MigrationInterface)());

/** What a migration says to the database, in an empty one. */
async function statementsOf(migration: MigrationInterface): Promise<string[]> {
  const statements: string[] = [];
  const query = (sql: string) => {
    statements.push(sql);
    return Promise.resolve([]);
  };
  await migration.up({ query } as unknown as QueryRunner);
  return statements;
}

describe('migrations', () => {
  it('are found', () => {
    expect(migrations.length).toBeGreaterThan(15);
  });

  it.each(migrations.map((migration) => [nameOfMigration(migration), migration] as const))(
    '%s only adds, or says what it breaks',
    async (_, migration) => {
      const statements = await statementsOf(migration);
      expect(statements.length).toBeGreaterThan(0);
      // A rolling upgrade runs old programs on the new schema, a rollback brings them back to it.
      const breaking = statements.filter(breaksOldPrograms);
      expect({
        breaking,
        remedy: isBreaking(migration)
          ? ''
          : 'add first, take away a release later, and say so in `breaks`',
      }).toEqual(
        isBreaking(migration)
          ? { breaking: expect.arrayContaining([expect.any(String)]), remedy: '' }
          : { breaking: [], remedy: expect.any(String) },
      );
    },
  );
});
