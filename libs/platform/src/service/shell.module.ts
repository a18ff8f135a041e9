import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditReader } from '../audit/audit.reader.js';
import { AuditController } from '../audit/audit.controller.js';
import { VERSION } from './version.js';
import { OperationsController, type ServiceFacts } from './operations.controller.js';
import { ParkedController } from './parked.controller.js';
import { RefusedController } from './refused.controller.js';
import type { ServiceDefinition } from './service-definition.js';
import type { ServiceParts } from './service-parts.js';
import {
  ENGINE,
  EVENT_LOG,
  HEALTH,
  LOGGER,
  MESSAGING,
  METRICS,
  SERVICE_FACTS,
  SERVICE_SETTINGS,
} from './tokens.js';

@Global()
@Module({})
class PartsModule {}

@Module({})
class ShellModule {}

/** Provides the parts to every module of the service, and the pages every service has. */
export function shellModule(definition: ServiceDefinition, parts: ServiceParts): DynamicModule {
  const facts: ServiceFacts = {
    service: definition.name,
    version: VERSION,
    startedAt: new Date().toISOString(),
    roles: parts.settings.ROLES,
  };
  const providers = [
    { provide: SERVICE_SETTINGS, useValue: parts.settings },
    { provide: LOGGER, useValue: parts.log },
    { provide: DataSource, useValue: parts.dataSource },
    { provide: EVENT_LOG, useValue: parts.eventLog },
    { provide: MESSAGING, useValue: parts.engine },
    { provide: ENGINE, useValue: parts.engine },
    { provide: METRICS, useValue: parts.registry },
    { provide: HEALTH, useValue: parts.health },
    { provide: SERVICE_FACTS, useValue: facts },
  ];
  const shared: DynamicModule = {
    module: PartsModule,
    providers,
    exports: providers.map((provider) => provider.provide),
  };
  return {
    module: ShellModule,
    imports: [shared, definition.module],
    providers: [AuditReader],
    controllers: [
      OperationsController,
      AuditController,
      RefusedController,
      ...(definition.parked ? [] : [ParkedController]),
    ],
  };
}
