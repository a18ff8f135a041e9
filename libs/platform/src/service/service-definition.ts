import type { DynamicModule, Type } from '@nestjs/common';
import type { ContextName } from '@handrail/contracts';
import type { StateStore } from '@handrail/messaging';
import type { MixedList } from 'typeorm';
import type { z } from 'zod';

export type ServiceName = ContextName | 'console';

type ClassList = MixedList<Function>;

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
  readonly settings: z.ZodRawShape;
  readonly entities: readonly Function[];
  readonly migrations: readonly Function[];
  /** Topics whose events the service's `@EventPattern` handlers read. */
  readonly consumes: readonly string[];
  /** State stores by name; handlers use `default` unless their pattern names another. */
  readonly stores: Readonly<Record<string, StateStore<never>>>;
  /** The service's own Nest module: controllers, consumers, providers. */
  readonly module: Type | DynamicModule;
}

export type { ClassList };
