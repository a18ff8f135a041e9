import { addDays, startOfDay } from '@handrail/domain';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Whether a consent that ends at a time, or on a day, has ended. One that ends on a day holds until that day
 * is over where the facility is; what is no time (an event such as `end of treatment`) ends nothing.
 */
export function hasExpired(expires: string, now: string, zone: string): boolean {
  const ends = DAY.test(expires) ? endOfDay(expires, zone) : Date.parse(expires);
  return ends <= Date.parse(now);
}

function endOfDay(day: string, zone: string): number {
  if (Number.isNaN(Date.parse(`${day}T00:00:00Z`))) return Number.NaN;
  return Date.parse(startOfDay(addDays(day, 1), zone));
}
