import { ALWAYS_OPEN, type TrackCalendar } from '../../program/domain/closures.js';
import { sessionsOf, type Session, type SessionPlan } from './sessions.js';

/** A stretch in which somebody who has a place does not come. */
export interface Pause {
  readonly since: string;
  /** Null while it lasts. */
  readonly until: string | null;
}

/** A placement as its calendar sees it. */
export interface PlannedPlacement {
  /** Null once there is no place; what was announced of it is cancelled. */
  readonly plan: SessionPlan | null;
  /** What was announced before it changed, the oldest first. */
  readonly formerPlans: readonly SessionPlan[];
  readonly status: string;
  readonly pauses: readonly Pause[];
  /** When a confirmed place ended; null while it lasts, and where it never was one. */
  readonly leftAt: string | null;
  readonly calendar: TrackCalendar;
}

export interface CalendarEntry extends Session {
  readonly state: 'confirmed' | 'tentative' | 'cancelled';
}

const STATES: Readonly<Record<string, CalendarEntry['state']>> = {
  confirmed: 'confirmed',
  offered: 'tentative',
};

/**
 * What a calendar shows at a moment: the sessions there are and were, and those that were announced and
 * fall out, only while they are ahead: nobody needs to hear that last week's session was cancelled.
 */
export function calendarEntries(placement: PlannedPlacement, now: string): CalendarEntry[] {
  const { plan, calendar, status, leftAt, pauses } = placement;
  const held = plan ? sessionsOf(plan, calendar) : [];
  const state = STATES[status];
  const nowMs = Date.parse(now);
  const isAhead = ({ startsAt }: Session) => Date.parse(startsAt) > nowMs;
  const takesPlace = (session: Session): CalendarEntry['state'] | null => {
    const at = Date.parse(session.startsAt);
    if (pauses.some((pause) => isWithin(pause, at))) return null;
    if (state !== undefined) return state;
    return leftAt !== null && at < Date.parse(leftAt) ? 'confirmed' : null;
  };
  const entries = new Map<string, CalendarEntry>();
  for (const former of announced(placement))
    if (isAhead(former)) entries.set(former.startsAt, { ...former, state: 'cancelled' });
  for (const session of held) {
    const kept = takesPlace(session);
    if (kept) entries.set(session.startsAt, { ...session, state: kept });
    else if (isAhead(session)) entries.set(session.startsAt, { ...session, state: 'cancelled' });
  }
  return [...entries.values()].sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
}

/** What this placement may have been shown with: sessions of earlier plans, and those closures take away. */
const announced = ({ plan, formerPlans }: PlannedPlacement): Session[] =>
  [...formerPlans, ...(plan ? [plan] : [])].flatMap((each) => sessionsOf(each, ALWAYS_OPEN));

const isWithin = ({ since, until }: Pause, at: number): boolean =>
  at >= Date.parse(since) && (until === null || at < Date.parse(until));
