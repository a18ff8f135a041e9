/** Reading times: in the reader's own zone or in UTC, always said which. */
export type Zone = 'utc' | 'local';

const localZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The IANA name behind a choice; what the server needs to know where today began. */
export const zoneName = (zone: Zone): string => (zone === 'utc' ? 'UTC' : localZone());

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: Zone, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const timeZone = zoneName(zone);
  const key = `${timeZone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone, hourCycle: 'h23' });
  formats.set(key, made);
  return made;
}

/** `10:32:11` */
export const clock = (time: string | number, zone: Zone): string =>
  format(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(new Date(time));

/** `10:32` */
export const shortClock = (time: string | number, zone: Zone): string =>
  format(zone, { hour: '2-digit', minute: '2-digit' }).format(new Date(time));

/** `22 Nov 2026` */
const day = (time: string | number, zone: Zone): string =>
  format(zone, { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(time));

/** `Sun 22 Nov 2026` */
export const longDay = (time: string | number, zone: Zone): string =>
  format(zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
    .format(new Date(time))
    .replace(',', '');

/** `22 Nov 2026, 10:32:11` */
export const full = (time: string | number, zone: Zone): string =>
  `${day(time, zone)}, ${clock(time, zone)}`;

/** From here on a day without its year could be taken for another one, and the clock says little. */
const FAR_MS = 180 * 86_400_000;

/** Short when it was today, with the date when it was not, with the year when it is far away. */
export function moment(time: string, zone: Zone, nowMs: number): string {
  if (day(time, zone) === day(nowMs, zone)) return clock(time, zone);
  if (Math.abs(nowMs - Date.parse(time)) > FAR_MS) return day(time, zone);
  return `${format(zone, { day: 'numeric', month: 'short' }).format(new Date(time))} ${shortClock(time, zone)}`;
}

/** A calendar day of a program, `2026-11-24`, as `24 Nov 2026`: it has no zone to be moved by. */
export const calendarDay = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`));

const UNITS: readonly (readonly [string, number])[] = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
];

/** `3 s`, `12 min`, `2 h 5 min`, `4 d`: two units below a day, one above. */
export function span(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min`;
  if (whole < 86_400) {
    const minutes = Math.floor((whole % 3_600) / 60);
    return `${Math.floor(whole / 3_600)} h${minutes ? ` ${minutes} min` : ''}`;
  }
  const [unit, size] = UNITS[0]!;
  return `${Math.floor(whole / size)} ${unit}`;
}

/** `2 min ago`, `in 3 h`, `now`. */
export function relative(time: string, nowMs: number): string {
  const seconds = (nowMs - Date.parse(time)) / 1000;
  if (Math.abs(seconds) < 1) return 'now';
  return seconds > 0 ? `${span(seconds)} ago` : `in ${span(-seconds)}`;
}
