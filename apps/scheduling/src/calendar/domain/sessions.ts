import { Temporal } from 'temporal-polyfill';
import { WEEKDAYS, type Track, type Weekday } from '../../program/domain/program.js';
import { hoursAWeek } from '../../program/domain/level-hours.js';
import { ALWAYS_OPEN, isClosedOn, type TrackCalendar } from '../../program/domain/closures.js';
import { isHoliday } from './holidays.js';
import { blocksOf, type SessionBlock } from '../../program/domain/session-block.js';

/** The weekly hours of a track in the zone of its program. */
export interface WeeklyHours {
  readonly timeZone: string;
  /** Every weekday with sessions. */
  readonly days: readonly Weekday[];
  /** Of the first block, when there are several. */
  readonly from: string;
  readonly to: string;
  /** Only of a track with several blocks. */
  readonly blocks?: readonly SessionBlock[];
}

/** The weekly hours of a track; null for care around the clock. */
export function weeklyHoursOf(
  timeZone: string,
  { days, from, to, blocks }: Pick<Track, 'days' | 'from' | 'to' | 'blocks'>,
): WeeklyHours | null {
  const [first] = blocksOf({ days, from, to, blocks });
  if (!first) return null;
  const hours = { timeZone, days, from: first.from, to: first.to };
  return blocks && blocks.length > 1 ? { ...hours, blocks } : hours;
}

/**
 * Everything the calendar of a placement follows from, beside the days the program is closed. It is kept
 * with the placement, so that a later change of the program does not rewrite what was agreed.
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

/** The day of the first session that starts at or after an instant; null when there is none in sight. */
export const firstSessionDay = (
  hours: WeeklyHours,
  notBefore: string,
  calendar: TrackCalendar = ALWAYS_OPEN,
): string | null => firstSession(hours, notBefore, calendar)?.day ?? null;

/** The first session that starts at or after an instant: its day in the zone, and when it starts. */
export function firstSession(
  hours: WeeklyHours,
  notBefore: string,
  calendar: TrackCalendar = ALWAYS_OPEN,
): { readonly day: string; readonly startsAtMs: number } | null {
  const earliest = Temporal.Instant.from(notBefore);
  let day = earliest.toZonedDateTimeISO(hours.timeZone).toPlainDate();
  for (let searched = 0; searched < SEARCH_DAYS; searched += 1) {
    const starts = blocksOn(hours, day, calendar).map(({ from }) => instantOf(hours, day, from));
    const first = starts.find((start) => Temporal.Instant.compare(start, earliest) >= 0);
    if (first) return { day: day.toString(), startsAtMs: first.epochMilliseconds };
    day = day.add({ days: 1 });
  }
  return null;
}

/** The first day from an instant on which a track admits somebody who lives in; null when none is in sight. */
export function firstOpenDay(
  timeZone: string,
  notBefore: string,
  calendar: TrackCalendar,
): string | null {
  let day = Temporal.PlainDate.from(dayOf(notBefore, timeZone));
  for (let searched = 0; searched < SEARCH_DAYS; searched += 1) {
    if (!isClosedOn(calendar, day.toString())) return day.toString();
    day = day.add({ days: 1 });
  }
  return null;
}

/** The calendar day of an instant in a zone: when round-the-clock care can begin. */
export const dayOf = (instant: string, timeZone: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();

/**
 * Every session of a plan in order. Wall-clock hours stay the same across a change of clocks. Holidays and
 * days the track is closed on have none; what is held instead is among them.
 */
export function sessionsOf(plan: SessionPlan, calendar: TrackCalendar = ALWAYS_OPEN): Session[] {
  const regular = sessionDays(plan, calendar).flatMap(({ day, blocks }) =>
    blocks.map((block) => sessionOn(plan, day, block)),
  );
  const first = plan.startsOn;
  const end = Temporal.PlainDate.from(first)
    .add({ days: plan.weeks * 7 })
    .toString();
  const instead = calendar.makeUps
    .filter(({ day }) => first <= day && day < end)
    .map((makeUp) => sessionOn(plan, Temporal.PlainDate.from(makeUp.day), makeUp));
  return instead.length === 0
    ? regular
    : [...regular, ...instead].sort((a, b) => a.startsAt.localeCompare(b.startsAt));
}

export function summaryOf(plan: SessionPlan): PlanSummary | null {
  const days = sessionDays(plan, ALWAYS_OPEN);
  const [first, last] = [days.at(0), days.at(-1)];
  if (!first || !last) return null;
  return {
    firstSessionAt: instantOf(plan, first.day, first.blocks[0]!.from).toString(),
    lastSessionAt: instantOf(plan, last.day, last.blocks.at(-1)!.from).toString(),
    sessions: days.reduce((sum, { blocks }) => sum + blocks.length, 0),
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

interface SessionDay {
  readonly day: Temporal.PlainDate;
  readonly blocks: readonly SessionBlock[];
}

function sessionDays(plan: SessionPlan, calendar: TrackCalendar): SessionDay[] {
  const first = Temporal.PlainDate.from(plan.startsOn);
  const found: SessionDay[] = [];
  for (let offset = 0; offset < plan.weeks * 7; offset += 1) {
    const day = first.add({ days: offset });
    const blocks = blocksOn(plan, day, calendar);
    if (blocks.length > 0) found.push({ day, blocks });
  }
  return found;
}

/** The blocks with a session on a day, the earlier first; none on holidays and while it is closed. */
function blocksOn(
  hours: WeeklyHours,
  day: Temporal.PlainDate,
  calendar: TrackCalendar,
): readonly SessionBlock[] {
  const weekday = WEEKDAYS[day.dayOfWeek - 1]!;
  if (!hours.days.includes(weekday) || isHoliday(day)) return [];
  if (isClosedOn(calendar, day.toString())) return [];
  const blocks = blocksOf(hours).filter(({ days }) => days.includes(weekday));
  return blocks.length < 2 ? blocks : blocks.toSorted((a, b) => a.from.localeCompare(b.from));
}

const sessionOn = (
  hours: WeeklyHours,
  day: Temporal.PlainDate,
  { from, to }: Pick<SessionBlock, 'from' | 'to'>,
): Session => ({
  startsAt: instantOf(hours, day, from).toString(),
  endsAt: instantOf(hours, day, to).toString(),
});

/** A time the clocks jump over moves forward by the jump, a time that comes twice means the first. */
const instantOf = (hours: WeeklyHours, day: Temporal.PlainDate, clock: string): Temporal.Instant =>
  day
    .toZonedDateTime({ timeZone: hours.timeZone, plainTime: Temporal.PlainTime.from(clock) })
    .toInstant();
