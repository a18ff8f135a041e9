import { isDay } from './local-day.js';
import { isPlausibleTime, PLAUSIBLE_TIMES } from './plausible-time.js';

const RFC3339 =
  /^(\d{4}-\d{2}-\d{2})[Tt](?:([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?|24:00:00(\.0+)?)([Zz]|[+-]\d{2}:\d{2})$/;

/** For people: which times are taken. */
export const ACCEPTED_TIME = `${PLAUSIBLE_TIMES}, with offset (RFC 3339)`;

/**
 * A time of care with offset as UTC with milliseconds; undefined when it is not one, on a day that does not
 * exist, or in a year nobody is cared for in. `24:00:00` is the midnight that ends a day.
 */
export function toCareTime(text: string): string | undefined {
  const day = RFC3339.exec(text)?.[1];
  if (day === undefined || !isDay(day)) return undefined;
  // A leap second is the second before it: no clock here can show it.
  const at = new Date(text.replace(/:60(?=[.Zz+-])/, ':59'));
  return isPlausibleTime(at.getTime()) ? at.toISOString() : undefined;
}
