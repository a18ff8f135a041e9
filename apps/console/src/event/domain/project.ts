import { eventName } from './event-name.js';
import type { EventOutcome } from '@handrail/contracts';
import type { PublishingService } from './outcome.js';
import { text, type Data } from './payload.js';
import { placementFact, type PlacementFact } from './placement-fact.js';
import { reassessmentFact, type ReassessmentFact } from './reassessment-fact.js';

/** The parts of an event envelope the read model keeps. */
export interface SeenEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly key: string;
  readonly causationId: string;
  readonly correlationId: string;
  readonly recordedTime: string;
  readonly traceparent?: string;
  readonly data: Data;
}

interface RecentEvent extends SeenEvent {
  readonly service: PublishingService | 'other';
  readonly personId: string | null;
  readonly programId: string | null;
  readonly outcome: EventOutcome;
}

/** Two persons who are one: everything of the retired one belongs to the survivor. */
export interface MergeFact {
  readonly survivorId: string;
  readonly retiredId: string;
}

export interface Projection {
  readonly event: RecentEvent;
  readonly reassessment: ReassessmentFact | null;
  readonly placement: PlacementFact | null;
  readonly merge: MergeFact | null;
}

/**
 * Everything the read model keeps of an event that means `outcome`. `key` is the key of the lane it was decided in: for
 * an event that still names a retired person this is the survivor, so it is whose event it is.
 */
export function project(event: SeenEvent, key: string, outcome: EventOutcome): Projection {
  const known = eventName(event.type);
  const personId = text(event.data, 'personId') === null ? null : key;
  const news = { name: known?.name ?? '', time: event.time, data: event.data };
  return {
    event: {
      ...event,
      service: known?.service ?? 'other',
      personId,
      programId: text(event.data, 'programId'),
      outcome,
    },
    reassessment: personId ? reassessmentFact(news, personId) : null,
    placement: personId ? placementFact(news, personId) : null,
    merge: known?.name === 'persons-merged' ? mergeFact(event) : null,
  };
}

function mergeFact({ data }: SeenEvent): MergeFact | null {
  const [survivorId, retiredId] = [text(data, 'survivorId'), text(data, 'retiredId')];
  return survivorId && retiredId && survivorId !== retiredId ? { survivorId, retiredId } : null;
}
