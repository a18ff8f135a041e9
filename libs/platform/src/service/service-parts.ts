import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { MessagingEngine, type EventLog, type Handler } from '@handrail/messaging';
import { actJournal } from '../audit/act-journal.js';
import { platformMigrations } from '../audit/audit-schema.js';
import type { CommonSettings } from '../config/settings.js';
import { openDatabase, poolOf } from '../database/data-source.js';
import type { Logger } from '../log/logger.js';
import { HealthRegistry } from './health-registry.js';
import { openEventLog, serverOf } from './open-event-log.js';
import type { ServiceDefinition } from './service-definition.js';

/** What is open before the Nest application exists, in the order it was opened. */
export interface ServiceParts {
  readonly settings: CommonSettings & Record<string, unknown>;
  readonly log: Logger;
  readonly dataSource: DataSource;
  readonly eventLog: EventLog;
  readonly engine: MessagingEngine;
  readonly handlers: Map<string, Handler>;
  readonly registry: Registry;
  readonly health: HealthRegistry;
  /** From now on readiness asks the messaging engine as well. */
  started(): void;
  /** From now on readiness sends requests elsewhere. */
  stopping(): void;
  isStopping(): boolean;
  close(): Promise<void>;
}

export async function openParts(
  definition: ServiceDefinition,
  settings: CommonSettings & Record<string, unknown>,
  log: Logger,
): Promise<ServiceParts> {
  const migrations = [...platformMigrations, ...definition.migrations];
  const { dataSource, url } = await openDatabase(
    { name: definition.name, migrations },
    {
      server: serverOf(settings),
      database: settings.DATABASE_PREFIX + definition.name,
      pool: settings.DATABASE_POOL,
      log,
    },
  );
  const opening = openEventLog(definition.name, settings, log);
  const eventLog = await opening.catch(async (error: unknown) => {
    await dataSource.destroy();
    throw error;
  });
  const registry = new Registry();
  // The default looks at the event loop a hundred times a second, which is most of what an idle
  // service would cost.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 500 });
  const handlers = new Map<string, Handler>();
  const engine = new MessagingEngine({
    ...engineOf(definition),
    source: poolOf(dataSource),
    databaseUrl: url,
    eventLog,
    handlers,
    registry,
    log,
    outboxRetentionDays: settings.OUTBOX_RETENTION_DAYS,
    journal: actJournal,
  });
  const health = new HealthRegistry();
  let phase: 'starting' | 'running' | 'stopping' = 'starting';
  health.add('service', () => (phase === 'running' ? [] : [`the service is ${phase}`]));
  health.add('database', async () => {
    await dataSource.query('SELECT 1');
    return [];
  });
  health.addDegradation('messaging', () => (phase === 'running' ? engine.readiness().why : []));
  health.addLiveness('messaging', () => engine.stuck());
  countDegradations(registry, health);
  return {
    settings,
    log,
    dataSource,
    eventLog,
    engine,
    handlers,
    registry,
    health,
    started: () => {
      phase = 'running';
    },
    stopping: () => {
      phase = 'stopping';
    },
    isStopping: () => phase === 'stopping',
    close: async () => {
      await eventLog.close();
      if (dataSource.isInitialized) await dataSource.destroy();
    },
  };
}

/** Read when somebody scrapes. */
function countDegradations(registry: Registry, health: HealthRegistry): void {
  new Gauge({
    name: 'handrail_degraded',
    help: 'Things this service does not do at present although it answers; /health/ready names them.',
    registers: [registry],
    async collect() {
      this.set((await health.read()).degraded.length);
    },
  });
}

/** What a service says about its engine. */
const engineOf = ({ name, consumes, stores, gatherMs, patientMs, parked }: ServiceDefinition) => ({
  service: name,
  topics: consumes,
  stores,
  gatherMs,
  patientMs,
  ...(parked ? { countParked: parked.count } : {}),
});
