import { happened, ignored, type Decision } from '@handrail/domain';
import { placementOf, type PersonPlacements } from './placement.js';
import type { PlacementEvent } from './placement-event.js';

/** Once a person came, software no longer takes the place away by itself. */
export function noteAttendance(
  person: PersonPlacements,
  placementId: string,
  attendance: 'attended' | 'no-show' | 'excused' | 'cancelled',
): Decision<PlacementEvent> {
  const placement = placementOf(person, placementId);
  if (!placement) return ignored('no-such-placement');
  if (attendance !== 'attended') return ignored('did-not-attend');
  if (placement.attended) return ignored('attendance-known');
  return happened<PlacementEvent>({ kind: 'attendance-noted', placementId });
}
