import type { EventLog } from '../log/event-log.js';
import { countHeadlessLanes } from './headless-lanes.js';
import type { MessagingMetrics } from './metrics.js';
import { openCircuits } from './parked-reads.js';
import { inTransaction, type ConnectionSource } from './pool.js';
import { lagOf, outboxDepth, type ParkedCount } from './status.js';
import type { Tx } from './tx.js';

/** Gauges that are read when somebody scrapes, so that nobody pays for them otherwise. */
export function registerGauges(
  metrics: MessagingMetrics,
  source: ConnectionSource,
  eventLog: EventLog,
  group: string,
  topics: readonly string[],
  /** The same count that the status page shows. */
  countParked: (tx: Tx) => Promise<ParkedCount>,
): void {
  metrics.gauge(
    'handrail_consumer_lag_events',
    'Unread records per partition that has any.',
    ['topic', 'partition'],
    async (set) => {
      for (const lag of await lagOf(eventLog, group, topics))
        set({ topic: lag.topic, partition: String(lag.partition) }, lag.events);
    },
  );
  metrics.gauge(
    'handrail_consumer_lag_seconds',
    'Age of the oldest unread record per partition that has any.',
    ['topic', 'partition'],
    async (set) => {
      for (const lag of await lagOf(eventLog, group, topics))
        set({ topic: lag.topic, partition: String(lag.partition) }, lag.seconds ?? 0);
    },
  );
  metrics.gauge('handrail_outbox_unpublished', 'Outbox rows not published yet.', [], async (set) =>
    set({}, (await inTransaction(source, outboxDepth)).unpublished),
  );
  metrics.gauge(
    'handrail_outbox_oldest_seconds',
    'Age of the oldest outbox row not published yet.',
    [],
    async (set) => set({}, (await inTransaction(source, outboxDepth)).oldestSeconds),
  );
  metrics.gauge(
    'handrail_outbox_refused',
    'Outbox events the log refuses; each holds the later ones of its key.',
    [],
    async (set) => set({}, (await inTransaction(source, outboxDepth)).refused),
  );
  metrics.gauge('handrail_parked', 'Events or messages parked now.', [], async (set) =>
    set({}, (await inTransaction(source, countParked)).count),
  );
  metrics.gauge(
    'handrail_parked_newer_version',
    'Of those parked now, those that wait for an upgrade of this service.',
    [],
    async (set) => set({}, (await inTransaction(source, countParked)).newerVersion),
  );
  metrics.gauge(
    'handrail_lanes_held_without_head',
    'Persons whose events queue although nothing is left to wait for. Must be 0.',
    [],
    async (set) => set({}, await inTransaction(source, countHeadlessLanes)),
  );
  metrics.gauge(
    'handrail_circuits_open',
    'Topics and types of timers that are paused because many persons are parked for one cause.',
    [],
    async (set) => set({}, (await inTransaction(source, openCircuits)).length),
  );
}
