import type { DeskHours } from '../../../../../src/api/admission.js';

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** One session of a track as its program plans it, in UTC. */
export interface DeskSession {
  readonly startsAt: string;
  readonly endsAt: string;
  /** By the clock of the program. */
  readonly title: string;
}

/** Today where the program is, `YYYY-MM-DD`. */
export const todayIn = (timeZone: string, nowMs: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(nowMs);

/** The sessions of a track on a day of its program; none on a weekday without hours. */
export function sessionsOn(
  hours: readonly DeskHours[],
  day: string,
  timeZone: string,
): DeskSession[] {
  const weekday = WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';
  return hours
    .filter(({ days }) => days.includes(weekday))
    .map(({ from, to }) => ({
      startsAt: instantOf(day, from, timeZone),
      endsAt: instantOf(day, to, timeZone),
      title: `${from} to ${to}`,
    }));
}

/**
 * The instant a clock of the zone shows this time. The offset is asked for twice: the one of the first
 * guess may be that of the other side of a change of clocks.
 */
function instantOf(day: string, clock: string, timeZone: string): string {
  const shown = Date.parse(`${day}T${clock}:00Z`);
  const guess = shown - offsetMs(shown, timeZone);
  return new Date(shown - offsetMs(guess, timeZone)).toISOString();
}

/** How far the clock of a zone is ahead of UTC. */
function offsetMs(atMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  }).formatToParts(atMs);
  const read = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  const { year, month, day, hour, minute, second } = read;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - atMs;
}
