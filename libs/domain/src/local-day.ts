import { DAY_MS } from './durations.js';

/**
 * Calendar days where people live. Follow-up windows, start days and reviews count local days, not
 * spans of 24 hours: a discharge at 23:30 and one at 00:30 are a day apart.
 */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** The wall clock of a time zone at an instant, as if it were UTC, in epoch milliseconds. */
function wallClockMs(instantMs: number, timeZone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(instantMs))
    parts[type] = Number(value);
  return Date.UTC(
    parts['year']!,
    parts['month']! - 1,
    parts['day'],
    parts['hour'],
    parts['minute'],
    parts['second'],
  );
}

/** Whether the name is a time zone this runtime knows. */
export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether a text is a calendar day, `YYYY-MM-DD`, that exists, from year 1 on. JavaScript counts the 30th of
 * February on into March, and PostgreSQL has no year 0.
 */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const year = Number(text.slice(0, 4));
  const day = Number(text.slice(8));
  return year >= 1 && day >= 1 && day <= daysOf(year, Number(text.slice(5, 7)));
}

const DAYS_OF_MONTHS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** How many days a month has; none when there is no such month. */
function daysOf(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (DAYS_OF_MONTHS[month] ?? 0);
}

/** The calendar day, `YYYY-MM-DD`, that an RFC 3339 instant falls on in a time zone. */
export const localDay = (instant: string, timeZone: string): string =>
  new Date(wallClockMs(Date.parse(instant), timeZone)).toISOString().slice(0, 10);

/** `YYYY-MM-DD` moved by whole days. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** Whole days from one calendar day to a later one; negative when it is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

/**
 * The instant a calendar day begins, RFC 3339 UTC. Where the clocks jump over midnight the day begins
 * at the first instant that exists.
 */
export function startOfDay(day: string, timeZone: string): string {
  const wantedMs = Date.parse(`${day}T00:00:00Z`);
  // The offset is taken at the guess itself, so a second look settles it on days the clocks change.
  let guessMs = wantedMs - (wallClockMs(wantedMs, timeZone) - wantedMs);
  guessMs = wantedMs - (wallClockMs(guessMs, timeZone) - guessMs);
  return new Date(guessMs).toISOString();
}
