import { recoveryHousingChanged, type RecoveryHousingChanged } from '@handrail/contracts';
import { outgoing, type Outgoing } from '@handrail/messaging';
import type { AroundEvent } from './course.publish.js';
import { hasArrived, type Placement } from './domain/placement.js';
import type { PlacementEvent } from './domain/placement-event.js';

type State = RecoveryHousingChanged['state'];

/**
 * Maps what becomes of a place in a recovery residence. It is one event with a state and none of those of
 * care: whoever counts levels, discharges and follow-up must not take a home for treatment.
 */
export function housingEvents(
  personId: string,
  event: Exclude<PlacementEvent, { kind: 'waiting-noted' }>,
  { before, after }: AroundEvent,
  now: string,
): Outgoing[] {
  const changed = (state: State, reason: string | null = null): Outgoing[] => [
    outgoing(recoveryHousingChanged, { ...subjectOf(personId, after), state, reason }, now),
  ];
  switch (event.kind) {
    case 'placement-waitlisted':
      return changed('waiting', event.waitReason === 'full' ? 'full' : 'no-matching-program');
    case 'placement-offered':
      return changed('offered');
    case 'placement-confirmed':
      return changed('confirmed');
    case 'attendance-noted':
    case 'placement-arrived':
      return after.programId === null || (before && hasArrived(before)) ? [] : changed('arrived');
    case 'placement-not-started':
      return changed('not-started');
    case 'placement-rescheduled':
      return changed('rescheduled');
    case 'placement-held':
      return changed('paused');
    case 'placement-resumed':
      return changed('resumed');
    case 'placement-declined':
      return changed('declined', event.reason);
    case 'placement-withdrawn':
      return changed('withdrawn', event.reason);
    case 'placement-completed':
      return changed('completed', event.endReason);
    default:
      // What stays inside for care stays inside here, and each offer beside the first, too.
      return [];
  }
}

const subjectOf = (
  personId: string,
  { id: placementId, causedBy, programId, trackId, startsOn, need }: Placement,
): Omit<RecoveryHousingChanged, 'state' | 'reason'> => ({
  ...{ personId, placementId, programId, trackId, startsOn },
  reassessmentId: causedBy.reassessmentId,
  messageId: causedBy.messageId,
  beside: need.beside ?? null,
});
