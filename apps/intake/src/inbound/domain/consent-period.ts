import type { ConsentRecord } from './inbound.js';
import { addDays, isDay, startOfDay, toCareTime } from '@handrail/domain';

const MONTH = /^(\d{4})-(\d{2})$/;
const YEAR = /^(\d{4})$/;

/**
 * The instant a consent ends that ends at a time, or on a day, in a month or a year: when that is over where
 * the facility is. Null for what is no time, such as `end of treatment`: no clock ends it.
 */
export function consentEnd(expires: string, zone: string): string | null {
  if (isDay(expires)) return startOfDay(addDays(expires, 1), zone);
  const after = dayAfter(expires);
  return after ? startOfDay(after, zone) : (toCareTime(expires) ?? null);
}

/** The instant a consent begins: of a day, a month or a year its beginning where the facility is. */
export function consentStart(starts: string, zone: string): string | null {
  const day = [starts, `${starts}-01`, `${starts}-01-01`].find(isDay);
  return day ? startOfDay(day, zone) : (toCareTime(starts) ?? null);
}

/** Whether it seems to be a time and is none: nobody knows when the consent ends. */
export const isUnreadableEnd = (expires: string, zone: string): boolean =>
  /^\s*\d/.test(expires) && consentEnd(expires, zone) === null;

/** State of a consent at a time. */
export function statusAt(
  { revokedAt, endsAt }: { readonly revokedAt: string | null; readonly endsAt: string | null },
  now: string,
): 'active' | 'revoked' | 'expired' {
  if (revokedAt !== null) return 'revoked';
  return endsAt !== null && Date.parse(endsAt) <= Date.parse(now) ? 'expired' : 'active';
}

/**
 * When a consent counts as reported: at its arrival at the latest. Of several reports the newest holds, so that
 * a source whose clock is ahead would outdate every revocation until then.
 */
export const countsAsReported = (reportedAt: string, receivedAt: string): string =>
  Date.parse(reportedAt) > Date.parse(receivedAt) ? receivedAt : reportedAt;

/**
 * A consent as a source reports it, of which people here recorded that it was taken back. A source that sends what
 * it has once more does not know of that, so it stays revoked; only one that begins after the revocation is another
 * consent under the same id.
 */
export function asTakenBack(consent: ConsentRecord, revokedAt: string | undefined): ConsentRecord {
  const { startsAt } = consent.terms;
  if (revokedAt === undefined || consent.terms.revokedAt !== null) return consent;
  if (startsAt !== null && Date.parse(startsAt) > Date.parse(revokedAt)) return consent;
  return { ...consent, status: 'revoked', terms: { ...consent.terms, revokedAt } };
}

/** The day after a month or a year. */
function dayAfter(text: string): string | undefined {
  const [, year, month] = MONTH.exec(text) ?? YEAR.exec(text) ?? [];
  if (year === undefined) return undefined;
  if (month === undefined) return dayIn(Number(year) + 1, 1);
  if (!isDay(`${text}-01`)) return undefined;
  return month === '12' ? dayIn(Number(year) + 1, 1) : dayIn(Number(year), Number(month) + 1);
}

const dayIn = (year: number, month: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
