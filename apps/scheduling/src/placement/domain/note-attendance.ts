import { happened, ignored, type Decision } from '@handrail/domain';
import { dayOf } from '../../calendar/domain/sessions.js';
import { hasArrived, placementOf, type PersonPlacements, type Placement } from './placement.js';
import type { PlacementEvent } from './placement-event.js';

/** What a program reports of one session. */
export interface Attendance {
  readonly attendance: 'attended' | 'no-show' | 'excused' | 'cancelled';
  /** RFC 3339. */
  readonly sessionStartsAt: string;
}

/** Once a person came, software no longer takes the place away by itself. */
export function noteAttendance(
  person: PersonPlacements,
  placementId: string,
  { attendance, sessionStartsAt }: Attendance,
): Decision<PlacementEvent> {
  const placement = placementOf(person, placementId);
  if (!placement) return ignored('no-such-placement');
  if (attendance === 'no-show') return missed(placement, sessionStartsAt);
  if (attendance !== 'attended') return ignored('did-not-attend');
  if (placement.attended && !isEarlier(sessionStartsAt, placement.course.cameAt))
    return ignored('attendance-known');
  return happened<PlacementEvent>({
    ...{ kind: 'attendance-noted', placementId },
    at: sessionStartsAt,
  });
}

/** The first session somebody came to ends their wait, in whatever order sessions are reported. */
const isEarlier = (at: string, cameAt: string | null): boolean =>
  cameAt !== null && Date.parse(at) < Date.parse(cameAt);

/** Only the first session says that a place has not begun; later ones are assessment's to count (T6). */
function missed(placement: Placement, sessionStartsAt: string): Decision<PlacementEvent> {
  const { id: placementId, status, plan, course } = placement;
  const isFirst = plan !== null && dayOf(sessionStartsAt, plan.timeZone) === plan.startsOn;
  if (status !== 'confirmed' || !isFirst || hasArrived(placement) || course.missedFirstAt !== null)
    return ignored('did-not-attend');
  return happened<PlacementEvent>({
    ...{ kind: 'first-session-missed', placementId },
    at: sessionStartsAt,
  });
}
