import type { ProgramLevel } from '@handrail/domain';
import { Temporal } from 'temporal-polyfill';
import { isHoliday } from './holidays.js';
import { LEVEL_HOURS } from '../../program/domain/level-hours.js';
import { WEEKDAYS, type AdmissionHours } from '../../program/domain/program.js';

/** Monday to Friday, 8 to 17 o'clock [P]. */
export const OFFICE_HOURS: readonly AdmissionHours[] = [
  { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '17:00' },
];

/** What counts for a program that states none. */
export const UNSTATED_HOURS = ['around-the-clock', 'office'] as const;
export type UnstatedHours = (typeof UNSTATED_HOURS)[number];

/**
 * When a program answers offers; null is around the clock. Where people live in, somebody is always
 * there, unless the program states otherwise.
 */
export function answeringHours(
  level: ProgramLevel,
  stated: readonly AdmissionHours[] | null,
  unstated: UnstatedHours,
): readonly AdmissionHours[] | null {
  if (stated) return stated;
  const livesIn = LEVEL_HOURS[level].roundTheClock !== 'never';
  return livesIn || unstated === 'around-the-clock' ? null : OFFICE_HOURS;
}

/** So many days are searched for hours: longer than any row of holidays. */
const SEARCH_DAYS = 62;

/**
 * The instant at which so much time has passed within the hours of a program: nights, days without hours
 * and federal holidays do not count. Time is counted between instants, so a day on which clocks change
 * counts as long as it really is. Without any hours in sight all time counts.
 */
export function afterAnsweringHours(
  from: string,
  ms: number,
  hours: readonly AdmissionHours[] | null,
  timeZone: string,
): string {
  const start = Date.parse(from);
  if (hours === null) return new Date(start + ms).toISOString();
  let left = ms;
  let counted = start;
  for (const [opens, closes] of spansFrom(from, hours, timeZone)) {
    const begins = Math.max(counted, opens);
    if (closes <= begins) continue;
    if (closes - begins >= left) return new Date(begins + left).toISOString();
    left -= closes - begins;
    counted = closes;
  }
  return new Date(start + ms).toISOString();
}

/** Hours in order, from those that began the day before: one that goes past midnight may be running. */
function* spansFrom(
  from: string,
  hours: readonly AdmissionHours[],
  timeZone: string,
): Generator<readonly [number, number]> {
  const today = Temporal.Instant.from(from).toZonedDateTimeISO(timeZone).toPlainDate();
  for (let offset = -1; offset < SEARCH_DAYS; offset += 1) {
    const day = today.add({ days: offset });
    if (isHoliday(day)) continue;
    const weekday = WEEKDAYS[day.dayOfWeek - 1]!;
    yield* hours
      .filter(({ days }) => days.includes(weekday))
      .map((each) => spanOn(day, each, timeZone))
      .sort((a, b) => a[0] - b[0]);
  }
}

function spanOn(
  day: Temporal.PlainDate,
  { from, to }: AdmissionHours,
  timeZone: string,
): readonly [number, number] {
  const at = (date: Temporal.PlainDate, clock: string): number =>
    date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(clock) }).epochMilliseconds;
  return [at(day, from), at(to > from ? day : day.add({ days: 1 }), to)];
}
