import type { TriggerKind } from '@handrail/domain';
import type { FactSource } from './facts.js';
import type { Trigger } from './person-case.js';

/** A reason by the fact it follows from, with nothing else known about it. */
export function triggerOf(kind: TriggerKind, source: FactSource, occurredAt: string): Trigger {
  return {
    kind,
    eventId: source.eventId,
    messageId: source.messageId,
    type: source.type,
    occurredAt,
    recordedAt: source.recordedAt,
    freshAt: occurredAt,
    stayId: null,
    since: null,
    placeFrom: null,
    currentLevel: null,
    planned: false,
    repetition: null,
  };
}
