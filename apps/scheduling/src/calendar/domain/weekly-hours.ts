import { happened, ignored, type Decision } from '@handrail/domain';
import { Temporal } from 'temporal-polyfill';
import { calendarOf } from '../../program/domain/closures.js';
import { hasLeastHours, LEVEL_HOURS } from '../../program/domain/level-hours.js';
import type { AnnouncedWeek, Program, Track } from '../../program/domain/program.js';
import { dayOf, daysAfter, sessionsOf, weeklyHoursOf } from './sessions.js';

/** A week of a track that comes to fewer hours than its level asks for. */
export interface ShortWeek extends AnnouncedWeek {
  readonly kind: 'week-short';
  readonly hours: number;
  readonly leastHours: number;
}

/** Weeks somebody was warned of are remembered so long. */
const REMEMBERED = 60;

/**
 * Warns of this week and the next, once of each, where holidays and closures leave people of a track fewer
 * hours than their level asks for. What is held instead counts in the week it is held in.
 */
export function noticeShortWeeks(program: Program | null, now: string): Decision<ShortWeek> {
  if (!program || !hasLeastHours(program.level)) return ignored('no-least-hours');
  const known = program.shortWeeks ?? [];
  const monday = mondayOf(now, program.timeZone);
  const short = program.tracks
    .filter(({ places }) => places.used > 0)
    .flatMap((track) =>
      [monday, daysAfter(monday, 7)].flatMap((week) => shortOf(program, track, week)),
    )
    .filter((week) => !known.some((each) => isSame(each, week)));
  return short.length > 0 ? happened(...short) : ignored('no-short-week');
}

/** The program after somebody was warned. */
export const withShortWeek = (program: Program, { trackId, weekOf }: ShortWeek): Program => ({
  ...program,
  shortWeeks: [...(program.shortWeeks ?? []), { trackId, weekOf }].slice(-REMEMBERED),
});

/** The instant at which the next week of a program begins: its next Monday, at midnight where it is. */
export const nextWeekAt = (now: string, timeZone: string): string =>
  Temporal.PlainDate.from(daysAfter(mondayOf(now, timeZone), 7))
    .toZonedDateTime(timeZone)
    .toInstant()
    .toString();

function mondayOf(now: string, timeZone: string): string {
  const day = dayOf(now, timeZone);
  return daysAfter(day, 1 - Temporal.PlainDate.from(day).dayOfWeek);
}

const isSame = (a: AnnouncedWeek, b: AnnouncedWeek): boolean =>
  a.trackId === b.trackId && a.weekOf === b.weekOf;

function shortOf(program: Program, track: Track, weekOf: string): ShortWeek[] {
  const { leastHours } = LEVEL_HOURS[program.level];
  const hours = hoursIn(program, track, weekOf);
  if (hours === null || hours >= leastHours) return [];
  return [{ kind: 'week-short', trackId: track.id, weekOf, hours, leastHours }];
}

function hoursIn({ timeZone, closures = [] }: Program, track: Track, monday: string) {
  const weekly = weeklyHoursOf(timeZone, track);
  if (!weekly) return null;
  const plan = { ...weekly, startsOn: monday, weeks: 1 };
  const ms = sessionsOf(plan, calendarOf(closures, track.id)).reduce(
    (sum, { startsAt, endsAt }) => sum + Date.parse(endsAt) - Date.parse(startsAt),
    0,
  );
  return Math.round((ms / 3_600_000) * 100) / 100;
}
