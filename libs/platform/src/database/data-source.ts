import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import {
  ADVISORY_LOCKS,
  messagingMigrations,
  SteadyClient,
  steadyConnection,
  type ConnectionSource,
  type DatabaseLimits,
} from '@handrail/messaging';
import type { Logger } from '../log/logger.js';
import { recordBreaks, refuseNewerSchema } from './breaking-migrations.js';
import { prepareDatabase, type DatabaseServer } from './prepare-database.js';

const ASK_FOR_LOCK_EVERY_MS = 250;
/** An index over many millions of rows takes its time; nobody is served before it is there. */
const MIGRATING: Partial<DatabaseLimits> = { statementMs: 30 * 60_000, answerMs: 31 * 60_000 };

/** Whose database it is, and what leads to its schema. */
interface Database {
  readonly name: string;
  readonly migrations: ReadonlyArray<new () => MigrationInterface>;
}

/**
 * Opens the service's own database, creating and migrating it when needed. Sessions end a frozen
 * writer by themselves: waiting for a lock 5 s, idling inside a transaction 10 s. Every wait for the
 * server has an end on this side as well, see `DATABASE_LIMITS`. A program older than a breaking change of
 * the schema does not start.
 *
 * Where the server has an owner, migrations run as the owner, and the service as a role that may not change
 * the schema nor what was kept in the audit.
 */
export async function openDatabase(
  definition: Database,
  options: { server: DatabaseServer; database: string; pool: number; log: Logger },
): Promise<{ dataSource: DataSource; url: string }> {
  const { pool, log, server, database } = options;
  const migrating = { pool: 2, log, limits: MIGRATING };
  const url = await prepareDatabase(server, database, (ownerUrl) =>
    migrate(dataSourceOf(definition, { url: ownerUrl, ...migrating })),
  );
  const dataSource = dataSourceOf(definition, { url, pool, log, limits: {} });
  await dataSource.initialize();
  return { dataSource, url };
}

/** TypeORM's own pool: the hot path and the reads share one set of connections. */
export const poolOf = (dataSource: DataSource): ConnectionSource =>
  (dataSource.driver as unknown as { master: ConnectionSource }).master;

function dataSourceOf(
  definition: Database,
  options: { url: string; pool: number; log: Logger; limits: Partial<DatabaseLimits> },
): DataSource {
  const { url, pool, log, limits } = options;
  return new DataSource({
    type: 'postgres',
    url,
    migrations: [...messagingMigrations, ...definition.migrations],
    synchronize: false,
    poolErrorHandler: (error: unknown) => log.warn('a pooled connection was lost', codeOf(error)),
    extra: {
      ...steadyConnection(limits),
      max: pool,
      Client: SteadyClient,
      application_name: `handrail-${definition.name}`,
      options: '-c lock_timeout=5000 -c idle_in_transaction_session_timeout=10000',
    },
  });
}

/** On connections of its own, because a migration may take longer than any statement of daily work. */
async function migrate(dataSource: DataSource): Promise<void> {
  await dataSource.initialize();
  try {
    const lock = dataSource.createQueryRunner();
    try {
      // Asked for again and again: waiting inside the server would end with its lock timeout.
      while (!(await hasLock(lock))) await sleep(ASK_FOR_LOCK_EVERY_MS);
      await refuseNewerSchema(dataSource, dataSource.migrations);
      await dataSource.runMigrations({ transaction: 'each' });
      await recordBreaks(dataSource, dataSource.migrations);
    } finally {
      await lock
        .query('SELECT pg_advisory_unlock($1)', [ADVISORY_LOCKS.migration])
        .catch(() => undefined);
      await lock.release();
    }
  } finally {
    await dataSource.destroy();
  }
}

async function hasLock(runner: QueryRunner): Promise<boolean> {
  const [row] = (await runner.query('SELECT pg_try_advisory_lock($1) AS taken', [
    ADVISORY_LOCKS.migration,
  ])) as Array<{ taken: boolean }>;
  return row!.taken;
}

const codeOf = (error: unknown) => ({
  code: (error as { code?: string } | undefined)?.code ?? 'lost',
});
