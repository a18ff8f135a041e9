import type { EventVersions } from '@handrail/contracts';
import type { Registry } from 'prom-client';
import type { EventLog } from '../log/event-log.js';
import type { Handlers, Stores } from './handlers.js';
import type { LogSink } from './log-sink.js';
import type { ConnectionSource } from './pool.js';
import type { ParkedCount } from './status.js';
import type { DatabaseLimits } from './steady-client.js';
import type { Tx } from './tx.js';

/** Keeps who does what, in the transaction that does it. */
export interface ActsJournal {
  /** Called last before a unit of work outside of event handling commits, with the keys it holds. */
  write(tx: Tx, keys: readonly string[]): Promise<void>;
  /** That unit of work has committed. */
  written(): void;
}

/** What the engine of one service is made of. */
export interface MessagingEngineOptions {
  readonly service: string;
  /** Connections of the service's own database; a `pg.Pool` will do. */
  readonly source: ConnectionSource;
  /** The same database, for the relay's own session. */
  readonly databaseUrl: string;
  readonly eventLog: EventLog;
  readonly topics: readonly string[];
  /** Filled before `start`; the Nest strategy does it when the application is wired. */
  readonly handlers: Handlers;
  readonly stores: Stores;
  /** Versions of events and the steps between them; those of this release when left out. */
  readonly versions?: EventVersions | undefined;
  readonly registry: Registry;
  /** How long the events of one transaction may take to be decided; the usual time when left out. */
  readonly decideWithinMs?: number;
  /** Milliseconds between the beginnings of two transactions; the usual few when left out. */
  readonly gatherMs?: number | undefined;
  /** Milliseconds that events of a topic may wait for those of others, by topic. */
  readonly patientMs?: Readonly<Record<string, number>> | undefined;
  readonly log?: LogSink;
  /** Days that published outbox rows stay, so that they can be published again. */
  readonly outboxRetentionDays?: number;
  /** How long the relay's session waits for the database; the usual limits when left out. */
  readonly limits?: Partial<DatabaseLimits>;
  /** How many are parked, where a service parks outside the inbox; the inbox is counted without it. */
  readonly countParked?: (tx: Tx) => Promise<ParkedCount>;
  readonly journal?: ActsJournal;
}
