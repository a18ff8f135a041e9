import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import {
  calendarEntries,
  type CalendarEntry,
  type PlannedPlacement,
} from '../../calendar/domain/calendar-entries.js';
import type { Disclosed } from '../../disclosure/domain/decide-disclosure.js';

export interface CalendarOf extends PlannedPlacement {
  readonly id: string;
  readonly program: string | null;
  /** Rises with every change of the sessions or of their status (RFC 5545, SEQUENCE). */
  readonly revision: number;
  readonly changedAt: string;
}

const EVENT_STATUS: Readonly<Record<CalendarEntry['state'], ICalEventStatus>> = {
  confirmed: ICalEventStatus.CONFIRMED,
  tentative: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
};

/** How a calendar is written, and by what right it leaves. */
export interface CalendarTerms {
  readonly now: string;
  readonly withLocation?: boolean;
  /** Null within the network. */
  readonly disclosed?: Disclosed | null;
}

/**
 * One event per session in UTC, so that every reader shows the right hour on both sides of a change
 * of clocks. Its id is the session's, whatever becomes of the plan around it. Titles are neutral and the
 * place is left out unless asked for: a calendar is seen by others on a phone or a shared screen.
 */
export function toCalendar(
  placement: CalendarOf,
  { now, withLocation = false, disclosed = null }: CalendarTerms,
): string {
  const { id, program, revision, changedAt } = placement;
  const calendar = ical({
    name: 'Appointments',
    prodId: { company: 'Handrail', product: 'Scheduling', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
  });
  // Readers that show another zone learn from it where the sessions are held.
  const zone = (placement.plan ?? placement.formerPlans.at(-1))?.timeZone;
  if (zone) calendar.x('X-WR-TIMEZONE', zone);
  // Programs that show calendars do not show these, so that a shared screen does not say what it is about.
  if (disclosed) calendar.x('X-HANDRAIL-NOTICE', disclosed.notice.text);
  if (disclosed) calendar.x('X-HANDRAIL-SCOPE', disclosed.scope);
  for (const entry of calendarEntries(placement, now))
    calendar.createEvent({
      id: `${id}-${entry.startsAt.replaceAll(/[-:]/g, '')}@handrail`,
      sequence: revision,
      start: new Date(entry.startsAt),
      end: new Date(entry.endsAt),
      stamp: new Date(changedAt),
      summary: 'Session',
      ...(withLocation && program ? { location: program } : {}),
      status: EVENT_STATUS[entry.state],
    });
  return calendar.toString();
}
