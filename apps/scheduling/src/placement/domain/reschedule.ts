import { inOneOrder, oncePer, ROUND_THE_CLOCK_SETTINGS } from '@handrail/domain';
import { firstOpenDay, firstSessionDay, type SessionPlan } from '../../calendar/domain/sessions.js';
import type { KnownStay, StayHistory } from '../../stay/domain/stay.js';
import { calendarOfPlace, type PersonPlacements, type Placement } from './placement.js';

/** The first day of a place, and the plan that begins there. */
export interface MovedStart {
  readonly startsOn: string;
  readonly plan: SessionPlan | null;
  /** The discharge it follows. */
  readonly putOffTo: string;
}

/**
 * Where the first day of a place belongs now that more is known of the discharge before it: the first
 * session, or open day, on or after the day the person is free. A place that was not put off for a discharge, or whose
 * day somebody set by hand, never moves ahead. Null when it is right where it is.
 */
export function rescheduledFor(
  placement: Placement,
  person: PersonPlacements,
  now: string,
): MovedStart | null {
  const { startsOn, plan, timeZone, need, course, acts } = placement;
  const free = releasedAt(person.history);
  if (startsOn === null || timeZone === null || free === null) return null;
  const calendar = calendarOfPlace(person, placement);
  const sessionFrom = (at: string) =>
    plan ? firstSessionDay(plan, at, calendar) : firstOpenDay(timeZone, at, calendar);
  const possible = sessionFrom(free);
  const next = sessionFrom(Date.parse(free) > Date.parse(now) ? free : now);
  if (possible === null || next === null) return null;
  const isSetByHand = acts.some(({ kind }) => kind === 'reschedule');
  const isPutOff =
    !isSetByHand &&
    [need.placeFrom, course.putOffTo].some(
      (discharge) => discharge !== null && Date.parse(discharge) > Date.parse(free),
    );
  if (possible <= startsOn && !(isPutOff && next < startsOn)) return null;
  return { startsOn: next, plan: plan && { ...plan, startsOn: next }, putOffTo: free };
}

/**
 * When the person leaves the stays round the clock that are known: the latest end there was or is
 * planned. Null when there is none, or one has no end in sight.
 */
function releasedAt({ stays }: StayHistory): string | null {
  const last = endsInOrder([{ list: stays, items: endOf }]).at(-1);
  return last === undefined || last.atMs === Infinity ? null : new Date(last.atMs).toISOString();
}

/** When a stay round the clock ends; never, while no end is in sight. */
const endOf = oncePer(({ setting, plan, end }: KnownStay): ReadonlyArray<{ atMs: number }> => {
  if (!ROUND_THE_CLOCK_SETTINGS.includes(setting)) return [];
  const at = end?.endedAt ?? plan?.plannedFor;
  return [{ atMs: at === undefined ? Infinity : Date.parse(at) }];
});

const endsInOrder = inOneOrder<{ readonly atMs: number }>((a, b) => byNumber(a.atMs, b.atMs));

const byNumber = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
