export * from './log/event-log.js';
export * from './log/murmur2.js';
export * from './log/refused-record.js';
export * from './engine/envelope.js';
export * from './engine/messaging.js';
export { Loops } from './engine/loops.js';
export * from './engine/moment.js';
export * from './engine/outcome.js';
export * from './engine/state-store.js';
export * from './engine/tx.js';
export { upsert, type Columns, type ColumnType, type UpsertOptions } from './engine/upsert.js';
export { documentChanges } from './document/document-schema.js';
export { Documents, type DocumentChange, type DocumentsOptions } from './document/documents.js';
export { ADVISORY_LOCKS } from './engine/advisory-locks.js';
export { causeOf } from './engine/cause-of.js';
export type { Handler, Handlers, Stores } from './engine/handlers.js';
export type { LogSink } from './engine/log-sink.js';
export type { ActsJournal, MessagingEngineOptions } from './engine/engine-options.js';
export { MessagingEngine } from './engine/messaging-engine.js';
export type { MessagingRoles } from './engine/readiness.js';
export type { OpenCircuit } from './engine/parked-reads.js';
export { inParts } from './engine/in-parts.js';
export { inTransaction, queryableOn, type ConnectionSource } from './engine/pool.js';
export type { RefusedItem } from './engine/refusals.js';
export {
  DATABASE_LIMITS,
  SteadyClient,
  steadyConnection,
  type DatabaseLimits,
} from './engine/steady-client.js';
export { CommitUnknownError, isTransient } from './engine/transient.js';
export type { MessagingStatus, ParkedCount } from './engine/status.js';
export { CauseKeepingFilter, LogTransport } from './nest/log-transport.js';
export { messagingMigrations } from './schema/messaging-schema.js';
export * from './adapters/postgres/index.js';
export * from './log/topics.js';
export { crashPoint, type CrashLabel } from './engine/crash-point.js';
export * from './adapters/kafka/index.js';
