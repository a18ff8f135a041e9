import { happened, ignored, type Decision } from '@handrail/domain';
import { dayOf } from '../../calendar/domain/sessions.js';
import { hasArrived, placementOf, type PersonPlacements, type Placement } from './placement.js';
import { fallingWith } from './withdraw.js';
import type { PlacementEvent } from './placement-event.js';

/** What a program reports of one session. */
export interface Attendance {
  readonly attendance: 'attended' | 'no-show' | 'excused' | 'cancelled';
  /** RFC 3339. */
  readonly sessionStartsAt: string;
  /** The report, by which its program may take it back. */
  readonly eventId?: string;
}

/** Once a person came, software no longer takes the place away by itself. */
export function noteAttendance(
  person: PersonPlacements,
  placementId: string,
  { attendance, sessionStartsAt, eventId }: Attendance,
): Decision<PlacementEvent> {
  const placement = placementOf(person, placementId);
  if (!placement) return ignored('no-such-placement');
  if (attendance === 'no-show') return missed(placement, sessionStartsAt, eventId);
  if (attendance !== 'attended') return ignored('did-not-attend');
  if (placement.attended && isKnown(placement, { at: sessionStartsAt, eventId }))
    return ignored('attendance-known');
  return happened<PlacementEvent>({
    ...{ kind: 'attendance-noted', placementId },
    ...{ at: sessionStartsAt, eventId },
  });
}

/** So many reports are kept for the case that some of them are taken back. */
const KEPT = 3;

/** Whether nothing would be different: neither when somebody came first, nor what says so. */
function isKnown(
  { course: { cameAt, sessionsBy } }: Placement,
  { at, eventId }: { readonly at: string; readonly eventId: string | undefined },
): boolean {
  if (sessionsBy.some((session) => session.eventId === eventId)) return true;
  const isEarlier = cameAt !== null && Date.parse(at) < Date.parse(cameAt);
  const isBacking = eventId !== undefined && sessionsBy.length > 0 && sessionsBy.length < KEPT;
  return !isEarlier && !isBacking;
}

/** A program takes back what it reported of a session; null where that said nothing that was kept. */
export function takeBackAttendance(
  person: PersonPlacements,
  eventId: string,
): Decision<PlacementEvent> | null {
  const shown = person.placements.filter(
    ({ course: { missedBy, sessionsBy, cameBefore } }) =>
      missedBy === eventId ||
      [...sessionsBy, ...cameBefore].some((session) => session.eventId === eventId),
  );
  const takenBack = shown.map(({ id: placementId }): PlacementEvent => ({
    ...{ kind: 'attendance-taken-back', placementId, eventId },
  }));
  return shown.length === 0 ? null : happened(...fallingWith(person, takenBack));
}

/** Only the first session says that a place has not begun; later ones are assessment's to count (T6). */
function missed(
  placement: Placement,
  sessionStartsAt: string,
  eventId: string | undefined,
): Decision<PlacementEvent> {
  const { id: placementId, status, plan, course } = placement;
  const isFirst = plan !== null && dayOf(sessionStartsAt, plan.timeZone) === plan.startsOn;
  if (status !== 'confirmed' || !isFirst || hasArrived(placement) || course.missedFirstAt !== null)
    return ignored('did-not-attend');
  return happened<PlacementEvent>({
    ...{ kind: 'first-session-missed', placementId },
    ...{ at: sessionStartsAt, eventId },
  });
}
