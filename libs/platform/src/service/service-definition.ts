import type { DynamicModule, Type } from '@nestjs/common';
import type { ContextName } from '@handrail/contracts';
import type { ParkedCount, StateStore, Tx } from '@handrail/messaging';
import type { MigrationInterface } from 'typeorm';
import type { SettingShapes } from '../config/setting-shapes.js';
import type { RawBodyPath } from '../http/body-limits.js';

export type ServiceName = ContextName | 'console';

/** A state store of any state; each service's rules know their own. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- variance: stores are both read and written
export type AnyStateStore = StateStore<any>;

/**
 * Everything that makes a service, as data. `startService` turns it into a running Nest application
 * with its database, event log, roles, health, metrics and OpenAPI page; the standalone app starts
 * five of them in one process.
 */
export interface ServiceDefinition {
  readonly name: ServiceName;
  readonly title: string;
  readonly defaultPort: number;
  /** Settings of this service beside the common ones; keys without the HANDRAIL_ prefix. */
  readonly settings: SettingShapes;
  readonly migrations: ReadonlyArray<new () => MigrationInterface>;
  /** Topics whose events the service's `@EventPattern` handlers read. */
  readonly consumes: readonly string[];
  /**
   * Milliseconds between the beginnings of two transactions, where nobody waits for what the service
   * decides: fewer and larger ones cost less. The usual few when left out.
   */
  readonly gatherMs?: number;
  /**
   * Milliseconds that events of a topic may wait for those of others, by topic: for what nobody waits for,
   * the transaction of what somebody waits for is soon enough.
   */
  readonly patientMs?: Readonly<Record<string, number>>;
  /** State stores by name; handlers use `default` unless their pattern names another. */
  readonly stores: Readonly<Record<string, AnyStateStore>>;
  /** The service's own Nest module: controllers, consumers, providers. */
  readonly module: Type | DynamicModule;
  /** Paths whose bodies arrive as raw bytes whatever their content type says, and how large they may be. */
  readonly rawBodyPaths?: readonly RawBodyPath[];
  /** Its browsers have sessions: who they are is found out after their bodies have been read, and none is refused before. */
  readonly hasSessions?: true;
  /**
   * Given by a service that parks outside the inbox: it answers /v1/parked itself and counts what is
   * parked, so that its status, its metrics and whoever reads them see the same number.
   */
  readonly parked?: { readonly count: (tx: Tx) => Promise<ParkedCount> };
}
