import { DAY_MS } from './durations.js';
import { isRoundTheClock, type Setting } from './level-of-care.js';

/** A stay as whoever asks knows it; times are RFC 3339 in UTC. */
export interface KnownStayTimes {
  readonly setting: Setting;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

/**
 * Whether a person has left an open 24-hour stay of which nobody told the end: the same kind of care began
 * elsewhere, or under another number, then or later, or is over since. Nobody is in two detoxes at once, and a
 * discharge that was never sent must not keep a person from every place there is.
 */
export const wasLeft = (open: KnownStayTimes, stays: readonly KnownStayTimes[]): boolean =>
  open.startedAt !== null &&
  isRoundTheClock(open.setting) &&
  stays.some((other) => other !== open && isLater(other, open));

function isLater(other: KnownStayTimes, { setting, startedAt }: KnownStayTimes): boolean {
  if (other.setting !== setting) return false;
  if (other.startedAt === null) return other.endedAt !== null && other.endedAt > startedAt!;
  const [began, beganHere] = [minuteOf(other.startedAt), minuteOf(startedAt!)];
  return began > beganHere || (began === beganHere && other.endedAt !== null);
}

/** Systems record minutes, and some seconds beside them. */
const minuteOf = (time: string): string => time.slice(0, 16);

/**
 * Longest that an open stay says where a person lives. Handrail proposal: residential treatment takes 30 to 90 days,
 * and whoever is still there after a year has had its certification renewed many times.
 */
const LIVES_IN_AT_MOST_DAYS = 365;

/** Whether an open stay still says at a time where the person lives; one that is only planned does. */
export const saysWhereAt = (startedAt: string | null, at: string): boolean =>
  startedAt === null || Date.parse(at) - Date.parse(startedAt) < LIVES_IN_AT_MOST_DAYS * DAY_MS;
