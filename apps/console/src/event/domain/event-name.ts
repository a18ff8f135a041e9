import type { PublishingService } from './outcome.js';

/** `handrail.intake.stay-ended.v1` is event `stay-ended` of intake. */
export interface EventName {
  readonly service: PublishingService;
  readonly name: string;
}

const WIRE = /^handrail\.(intake|assessment|scheduling|outcomes)\.([a-z0-9-]+)\.v\d+$/;

/** Null for a type that is not one of ours: only released events reach the console. */
export function eventName(type: string): EventName | null {
  const [, service, name] = WIRE.exec(type) ?? [];
  return service && name ? { service: service as PublishingService, name } : null;
}
