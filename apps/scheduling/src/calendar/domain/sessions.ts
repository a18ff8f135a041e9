import { Temporal } from 'temporal-polyfill';
import { WEEKDAYS, type Weekday } from '../../program/domain/program.js';
import { hoursAWeek } from '../../program/domain/level-hours.js';
import { isHoliday } from './holidays.js';

/** The weekly hours of a track in the zone of its program. */
export interface WeeklyHours {
  readonly timeZone: string;
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
}

/**
 * Everything the calendar of a placement follows from. It is kept with the placement, so that a later
 * change of the program does not rewrite what was agreed.
 */
export interface SessionPlan extends WeeklyHours {
  /** First session day, `YYYY-MM-DD` in the program's zone. */
  readonly startsOn: string;
  readonly weeks: number;
}

export interface Session {
  /** RFC 3339 UTC. */
  readonly startsAt: string;
  readonly endsAt: string;
}

/** What `sessions-scheduled` says about a plan. */
export interface PlanSummary {
  readonly firstSessionAt: string;
  readonly lastSessionAt: string;
  readonly sessions: number;
  readonly hoursPerWeek: number;
}

/** How far ahead a first session may lie: no three weeks in a row consist of holidays. */
const SEARCH_DAYS = 28;

/** The day of the first session that starts at or after an instant; null when there are no days. */
export function firstSessionDay(hours: WeeklyHours, notBefore: string): string | null {
  const earliest = Temporal.Instant.from(notBefore);
  let day = earliest.toZonedDateTimeISO(hours.timeZone).toPlainDate();
  for (let searched = 0; searched < SEARCH_DAYS; searched += 1) {
    if (isSessionDay(hours, day)) {
      const start = instantOf(hours, day, hours.from);
      if (Temporal.Instant.compare(start, earliest) >= 0) return day.toString();
    }
    day = day.add({ days: 1 });
  }
  return null;
}

/** The calendar day of an instant in a zone: when round-the-clock care can begin. */
export const dayOf = (instant: string, timeZone: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();

/** Every session of a plan in order. Wall-clock hours stay the same across a change of clocks. */
export function sessionsOf(plan: SessionPlan): Session[] {
  return sessionDays(plan).map((day) => ({
    startsAt: instantOf(plan, day, plan.from).toString(),
    endsAt: instantOf(plan, day, plan.to).toString(),
  }));
}

export function summaryOf(plan: SessionPlan): PlanSummary | null {
  const days = sessionDays(plan);
  const first = days.at(0);
  const last = days.at(-1);
  if (!first || !last) return null;
  return {
    firstSessionAt: instantOf(plan, first, plan.from).toString(),
    lastSessionAt: instantOf(plan, last, plan.from).toString(),
    sessions: days.length,
    hoursPerWeek: hoursAWeek(plan),
  };
}

/** When everything of a day is over: the beginning of the next one, in the zone. */
export const endOfDayOf = (instant: string, timeZone: string): string =>
  endOfDay(dayOf(instant, timeZone), timeZone);

/** A calendar day some days later, `YYYY-MM-DD`. */
export const daysAfter = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString();

/** The instant in which a calendar day of a zone is over. */
export const endOfDay = (day: string, timeZone: string): string =>
  Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(timeZone).toInstant().toString();

function sessionDays(plan: SessionPlan): Temporal.PlainDate[] {
  const first = Temporal.PlainDate.from(plan.startsOn);
  const found: Temporal.PlainDate[] = [];
  for (let offset = 0; offset < plan.weeks * 7; offset += 1) {
    const day = first.add({ days: offset });
    if (isSessionDay(plan, day)) found.push(day);
  }
  return found;
}

const isSessionDay = (hours: WeeklyHours, day: Temporal.PlainDate): boolean =>
  hours.days.includes(WEEKDAYS[day.dayOfWeek - 1]!) && !isHoliday(day);

/** A time the clocks jump over moves forward by the jump, a time that comes twice means the first. */
const instantOf = (hours: WeeklyHours, day: Temporal.PlainDate, clock: string): Temporal.Instant =>
  day
    .toZonedDateTime({ timeZone: hours.timeZone, plainTime: Temporal.PlainTime.from(clock) })
    .toInstant();
