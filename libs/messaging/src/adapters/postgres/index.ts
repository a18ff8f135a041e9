import { LogDatabase } from './log-database.js';
import { PostgresEventLog, type PostgresEventLogOptions } from './postgres-event-log.js';
import { ensureSchema } from './schema.js';

export { PostgresEventLog, type PostgresEventLogOptions } from './postgres-event-log.js';

/** Opens the event log kept in a PostgreSQL database; connects on first use. */
export const createPostgresEventLog = (options: PostgresEventLogOptions): PostgresEventLog =>
  new PostgresEventLog(options);

/** Brings the tables of a log up to date, as somebody who may make tables. */
export async function preparePostgresLog(url: string): Promise<void> {
  const database = new LogDatabase({ url, maxConnections: 1 });
  try {
    await ensureSchema(database);
  } finally {
    await database.close();
  }
}
