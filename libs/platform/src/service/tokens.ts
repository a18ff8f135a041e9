/** Injection tokens every service's module may use; `startService` provides them globally. */
export const SERVICE_SETTINGS = Symbol('handrail:settings');
/** `Messaging` from @handrail/messaging. */
export const MESSAGING = Symbol('handrail:messaging');
/** `EventLog` from @handrail/messaging. */
export const EVENT_LOG = Symbol('handrail:event-log');
/** `Logger` from this library. */
export const LOGGER = Symbol('handrail:logger');
/** prom-client `Registry` of this service (five registries in the standalone process). */
export const METRICS = Symbol('handrail:metrics');
/** `HealthRegistry` of this service. */
export const HEALTH = Symbol('handrail:health');
