import type { EventEnvelope } from '@handrail/messaging';
import type { FactSource } from './domain/facts.js';
import { normalised } from './domain/instants.js';

/** Where a fact comes from, with times in the one spelling that sorts. */
export const sourceOf = (event: EventEnvelope<unknown>, occurredAt: string): FactSource => ({
  eventId: event.id,
  messageId: event.correlationId,
  type: event.type,
  occurredAt: normalised(occurredAt),
  recordedAt: normalised(event.recordedTime),
});
