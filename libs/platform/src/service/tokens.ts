/** Injection tokens every service's module may use; `startService` provides them globally. */

/** `Settings` as read from the environment: the common ones and the service's own. */
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
/** `ServiceFacts`: name, version, start time, roles. */
export const SERVICE_FACTS = Symbol('handrail:facts');
/** `MessagingEngine`, for the platform's own controllers; services use `MESSAGING`. */
export const ENGINE = Symbol('handrail:engine');
