import { DataSource } from 'typeorm';
import { messagingMigrations, SteadyClient } from '@handrail/messaging';
import type { Logger } from '../log/logger.js';
import type { ServiceDefinition } from '../service/service-definition.js';
import { ensureDatabase } from './database.js';

/** Two processes of one service may start together; only one migrates at a time. */
const MIGRATION_LOCK = 7302;

/**
 * Opens the service's own database, creating and migrating it when needed. Sessions end a frozen
 * writer by themselves: waiting for a lock 5 s, idling inside a transaction 10 s.
 */
export async function openDatabase(
  definition: Pick<ServiceDefinition, 'name' | 'entities' | 'migrations'>,
  options: { serverUrl: string; database: string; pool: number; log: Logger },
): Promise<{ dataSource: DataSource; url: string }> {
  const url = await ensureDatabase(options.serverUrl, options.database);
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    entities: [...definition.entities],
    migrations: [...messagingMigrations, ...definition.migrations],
    synchronize: false,
    poolErrorHandler: (error: unknown) =>
      options.log.warn('a pooled connection was lost', codeOf(error)),
    extra: {
      max: options.pool,
      Client: SteadyClient,
      application_name: `handrail-${definition.name}`,
      connectionTimeoutMillis: 5_000,
      options: '-c lock_timeout=5000 -c idle_in_transaction_session_timeout=10000',
    },
  });
  await dataSource.initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SET lock_timeout = 0');
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await dataSource.runMigrations({ transaction: 'each' });
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.query('SET lock_timeout = 5000').catch(() => undefined);
    await lock.release();
  }
  return { dataSource, url };
}

const codeOf = (error: unknown) => ({
  code: (error as { code?: string } | undefined)?.code ?? 'lost',
});
