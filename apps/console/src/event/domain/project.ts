import { RECOVERY_RESIDENCE } from '@handrail/domain';
import { eventName } from './event-name.js';
import type { EventOutcome } from '@handrail/contracts';
import type { PlacementStatus, PublishingService } from './outcome.js';
import { record, text } from './payload.js';
import type { Data } from './payload.js';

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

/**
 * What one event says about a reassessment. A field left out is not touched: facts may arrive in any
 * order between topics, so each event sets only what it knows.
 */
export interface ReassessmentFact {
  readonly id: string;
  readonly personId: string;
  readonly trigger?: string;
  readonly openedAt?: string;
  readonly dueAt?: string;
  readonly determination?: {
    readonly at: string;
    readonly level: string | null;
    readonly mode: string;
    readonly by: string;
  };
  readonly overdueAt?: string;
  readonly withdrawn?: { readonly at: string; readonly reason: string | null };
}

/** What one event says about a placement; the last one of the topic wins. */
export interface PlacementFact {
  readonly id: string;
  readonly personId: string;
  readonly reassessmentId: string | null;
  readonly status: PlacementStatus;
  readonly level: string | null;
  readonly programId: string | null;
  readonly trackId: string | null;
  readonly startsOn: string | null;
  readonly reason: string | null;
  readonly messageId: string | null;
  readonly confirmedAt: string | null;
  /** When the person asked for care, once they wait for a place. */
  readonly requestedAt: string | null;
  readonly changedAt: string;
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
  return {
    event: {
      ...event,
      service: known?.service ?? 'other',
      personId,
      programId: text(event.data, 'programId'),
      outcome,
    },
    reassessment: personId ? reassessmentFact(known?.name, event, personId) : null,
    placement: personId ? placementFact(known?.name, event, personId) : null,
    merge: known?.name === 'persons-merged' ? mergeFact(event) : null,
  };
}

function mergeFact({ data }: SeenEvent): MergeFact | null {
  const [survivorId, retiredId] = [text(data, 'survivorId'), text(data, 'retiredId')];
  return survivorId && retiredId && survivorId !== retiredId ? { survivorId, retiredId } : null;
}

function reassessmentFact(
  name: string | undefined,
  { data, time }: SeenEvent,
  personId: string,
): ReassessmentFact | null {
  const id = text(data, 'reassessmentId');
  if (!id) return null;
  const trigger = text(record(data, 'trigger'), 'kind') ?? undefined;
  switch (name) {
    case 'reassessment-opened':
      return {
        id,
        personId,
        trigger,
        openedAt: text(data, 'openedAt') ?? time,
        dueAt: text(data, 'dueAt') ?? undefined,
      };
    case 'level-of-care-determined': {
      const decision = record(data, 'determination');
      return {
        id,
        personId,
        trigger,
        determination: {
          at: text(data, 'determinedAt') ?? time,
          level: text(decision, 'level'),
          mode: text(decision, 'mode') ?? 'automatic',
          by: text(data, 'decidedBy') ?? 'policy',
        },
      };
    }
    case 'reassessment-overdue':
      return { id, personId, overdueAt: text(data, 'dueAt') ?? time };
    case 'reassessment-withdrawn':
      return { id, personId, withdrawn: { at: time, reason: text(data, 'reason') } };
    default:
      return null;
  }
}

const PLACEMENT_EVENTS: Readonly<Record<string, PlacementStatus>> = {
  'placement-offered': 'offered',
  'placement-confirmed': 'confirmed',
  'placement-waitlisted': 'waitlisted',
  'placement-declined': 'declined',
  'placement-withdrawn': 'withdrawn',
  'placement-completed': 'completed',
};

/** A recovery residence is a placement of its own beside care, told by its state. */
const HOUSING_STATES: Readonly<Record<string, PlacementStatus>> = {
  waiting: 'waitlisted',
  offered: 'offered',
  confirmed: 'confirmed',
  arrived: 'confirmed',
  'not-started': 'confirmed',
  rescheduled: 'confirmed',
  paused: 'confirmed',
  resumed: 'confirmed',
  declined: 'declined',
  withdrawn: 'withdrawn',
  completed: 'completed',
};

function placementFact(
  name: string | undefined,
  { data, time }: SeenEvent,
  personId: string,
): PlacementFact | null {
  const isHousing = name === 'recovery-housing-changed';
  const state = text(data, 'state');
  const status = isHousing ? HOUSING_STATES[state ?? ''] : PLACEMENT_EVENTS[name ?? ''];
  const id = text(data, 'placementId');
  if (!status || !id) return null;
  return {
    id,
    personId,
    reassessmentId: text(data, 'reassessmentId'),
    status,
    level: isHousing ? RECOVERY_RESIDENCE : text(data, 'level'),
    programId: text(data, 'programId'),
    trackId: text(data, 'trackId'),
    startsOn: text(data, 'startsOn'),
    reason: text(data, 'waitReason') ?? text(data, 'reason') ?? text(data, 'endReason'),
    messageId: text(data, 'messageId'),
    confirmedAt: status === 'confirmed' && (!isHousing || state === 'confirmed') ? time : null,
    requestedAt: text(data, 'requestedAt'),
    changedAt: time,
  };
}

/** One fact per reassessment: later facts lie over earlier ones, so that a batch is one statement. */
export function foldReassessments(facts: readonly ReassessmentFact[]): ReassessmentFact[] {
  const folded = new Map<string, ReassessmentFact>();
  for (const fact of facts) {
    const known = Object.fromEntries(
      Object.entries(fact).filter(([, value]) => value !== undefined),
    ) as unknown as ReassessmentFact;
    folded.set(fact.id, { ...folded.get(fact.id), ...known });
  }
  return [...folded.values()];
}

/** One fact per placement: the last status wins, fields it does not name stay. */
export function foldPlacements(facts: readonly PlacementFact[]): PlacementFact[] {
  const folded = new Map<string, PlacementFact>();
  for (const fact of facts) {
    const before = folded.get(fact.id);
    folded.set(fact.id, before ? lay(before, fact) : fact);
  }
  return [...folded.values()];
}

const lay = (before: PlacementFact, after: PlacementFact): PlacementFact => ({
  ...after,
  reassessmentId: after.reassessmentId ?? before.reassessmentId,
  level: after.level ?? before.level,
  programId: after.programId ?? before.programId,
  trackId: after.trackId ?? before.trackId,
  startsOn: after.startsOn ?? before.startsOn,
  messageId: after.messageId ?? before.messageId,
  confirmedAt: after.confirmedAt ?? before.confirmedAt,
  requestedAt: after.requestedAt ?? before.requestedAt,
});
