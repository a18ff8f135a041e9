import { PostgresEventLog, type PostgresEventLogOptions } from './postgres-event-log.js';

export { PostgresEventLog, type PostgresEventLogOptions } from './postgres-event-log.js';

/** Opens the event log kept in a PostgreSQL database; connects on first use. */
export const createPostgresEventLog = (options: PostgresEventLogOptions): PostgresEventLog =>
  new PostgresEventLog(options);
