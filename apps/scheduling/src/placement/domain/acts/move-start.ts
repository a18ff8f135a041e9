import { daysBetween, startOfDay, type Decision } from '@handrail/domain';
import { firstOpenDay, firstSessionDay } from '../../../calendar/domain/sessions.js';
import {
  calendarOfPlace,
  hasArrived,
  type PersonPlacements,
  type Placement,
} from '../placement.js';
import type { PlacementEvent } from '../placement-event.js';
import { rescheduledFor } from '../reschedule.js';
import { decideAct, onConfirmed, type ActByHand } from './act.js';

/** Nobody keeps a place for a year. */
const MAX_DAYS_AHEAD = 365;

/**
 * The first day moves by hand, to the first session on or after a day. From then on software moves it
 * only behind a discharge that is later.
 */
export const moveStart = (
  person: PersonPlacements,
  act: ActByHand & { readonly startsOn: string },
  now: string,
): Decision<PlacementEvent> =>
  decideAct(
    person,
    'reschedule',
    act,
    now,
    onConfirmed((placement) => {
      if (hasArrived(placement)) return 'already-arrived';
      if (daysBetween(now.slice(0, 10), act.startsOn) > MAX_DAYS_AHEAD) return 'too-far-ahead';
      const startsOn = firstDayFrom(person, placement, act.startsOn, now);
      if (startsOn === null) return 'no-session-then';
      if (startsOn === placement.startsOn) return 'starts-then-already';
      const plan = placement.plan && { ...placement.plan, startsOn };
      const byHand = { kind: 'reschedule', by: act.by, reason: act.reason, at: now } as const;
      const moved = { ...placement, startsOn, plan, acts: [...placement.acts, byHand] };
      if (rescheduledFor(moved, person, now)) return 'lives-in-until-later';
      return [
        {
          kind: 'placement-rescheduled',
          putOffTo: null,
          placementId: placement.id,
          startsOn,
          plan,
        },
      ];
    }),
  );

/** Never a session that is over, nor a day on which the track is closed: today counts from now on. */
function firstDayFrom(
  person: PersonPlacements,
  placement: Placement,
  day: string,
  now: string,
): string | null {
  const { plan, timeZone } = placement;
  if (timeZone === null) return null;
  const asked = startOfDay(day, timeZone);
  const from = Date.parse(asked) > Date.parse(now) ? asked : now;
  const calendar = calendarOfPlace(person, placement);
  return plan ? firstSessionDay(plan, from, calendar) : firstOpenDay(timeZone, from, calendar);
}
