import { testDatabase, testServerUrl, type TestDatabase } from '@handrail/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createLogger } from '../log/logger.js';
import { openDatabase } from './data-source.js';

class Begin1900000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE visit (a int, b int)');
  }
  down = () => Promise.resolve();
}
class Expand1900000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE visit ADD COLUMN c int');
  }
  down = () => Promise.resolve();
}
class Contract1900000000003 implements MigrationInterface {
  readonly breaks = 'nobody reads visit.b since the release before';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE visit DROP COLUMN b');
  }
  down = () => Promise.resolve();
}

describe('programs of different age on one database', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await testDatabase('schema');
  });
  afterEach(() => database.drop());

  const start = async (...migrations: Array<new () => MigrationInterface>) => {
    const { dataSource } = await openDatabase(
      { name: 'console', migrations },
      {
        server: { url: testServerUrl() },
        database: database.name,
        pool: 2,
        log: createLogger({ level: 'silent' }),
      },
    );
    await dataSource.destroy();
  };

  it('start on a newer schema that only added, and not on one that broke with them', async () => {
    await start(Begin1900000000001);
    await start(Begin1900000000001, Expand1900000000002);
    await start(Begin1900000000001);
    await start(Begin1900000000001, Expand1900000000002, Contract1900000000003);
    await start(Begin1900000000001, Expand1900000000002, Contract1900000000003);
    await expect(start(Begin1900000000001, Expand1900000000002)).rejects.toThrow(
      'newer than this program: Contract1900000000003 broke with it (nobody reads visit.b',
    );
  });
});
