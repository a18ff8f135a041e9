import { type TriggerKind, oncePer } from '@handrail/domain';
import type { FactSource } from './facts.js';
import { instantMs } from './instants.js';
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

/** When it happened, in milliseconds: of a person of whom thousands of reasons are known it is asked for often. */
export const occurredMsOf = oncePer(({ occurredAt }: Trigger): number => instantMs(occurredAt));
