import { ownValue } from '@handrail/domain';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { sessionsOf, type SessionPlan } from '../../calendar/domain/sessions.js';

export interface CalendarOf {
  readonly id: string;
  readonly program: string;
  readonly plan: SessionPlan;
  readonly status: string;
  /** Rises with every change of the sessions or of their status (RFC 5545, SEQUENCE). */
  readonly revision: number;
}

/** Statuses whose sessions take place, or will once somebody says yes. */
const EVENT_STATUS: Readonly<Record<string, ICalEventStatus>> = {
  confirmed: ICalEventStatus.CONFIRMED,
  offered: ICalEventStatus.TENTATIVE,
};

/**
 * One event per session in UTC, so that every reader shows the right hour on both sides of a change
 * of clocks. Titles are neutral: a calendar is seen by others on a phone or a shared screen.
 */
export function toCalendar({ id, program, plan, status, revision }: CalendarOf): string {
  const calendar = ical({
    name: 'Appointments',
    prodId: { company: 'Handrail', product: 'Scheduling', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
  });
  // Readers that show another zone learn from it where the sessions are held.
  calendar.x('X-WR-TIMEZONE', plan.timeZone);
  for (const [index, session] of sessionsOf(plan).entries())
    calendar.createEvent({
      id: `${id}-${index + 1}@handrail`,
      sequence: revision,
      start: new Date(session.startsAt),
      end: new Date(session.endsAt),
      stamp: new Date(session.startsAt),
      summary: 'Session',
      location: program,
      status: ownValue(EVENT_STATUS, status) ?? ICalEventStatus.CANCELLED,
    });
  return calendar.toString();
}
