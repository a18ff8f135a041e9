import { DAY_MS, type DischargeDisposition } from '@handrail/domain';
import type { Profile } from '../profile/source-profiles.js';
import type { Hl7Message, Hl7Segment } from './hl7-message.js';
import { DAY, dayIn, digitsOf, readTime } from './hl7-time.js';

/**
 * PV1-45. A day alone is never before an admission on that day, and a year or a month alone says too little:
 * the next best time counts.
 */
export function endOfStay(
  pv1: Hl7Segment,
  start: string | undefined,
  end: string | undefined,
): string | undefined {
  const [from, to] = [44, 45].map((field) => digitsOf(pv1.text(field)));
  if (end === undefined || to!.length < DAY) return undefined;
  const isSameDay = to!.length === DAY && from!.startsWith(to!);
  return isSameDay && start && start > end ? start : end;
}

/** Whether PV1-45 names less than a day. */
export const namesNoDay = (pv1: Hl7Segment): boolean => {
  const { length } = digitsOf(pv1.text(45));
  return length > 0 && length < DAY;
};

/** PV1-36 by its code or its text. */
export const dispositionOf = (
  message: Hl7Message,
  profile: Profile,
): DischargeDisposition | undefined => profile.dispositionOf(dispositionWords(message));

/**
 * Whether a stay that a discharge ends ended by death, whatever else the discharge says: who is said to be dead
 * (PID-30) died in it where it was not over before the day of death (PID-29), nor, where no day is written, more
 * than a day before the message. Dead now is not dead in every stay before.
 */
export function endedByDeath(
  message: Hl7Message,
  { endedAt, reportedAt }: { readonly endedAt: string; readonly reportedAt: string },
  zone: string,
): boolean {
  const pid = message.segment('PID');
  if (pid.text(30).toUpperCase() !== 'Y') return false;
  const written = digitsOf(pid.text(29));
  const death = readTime(pid.text(29), zone);
  if (!death) return Date.parse(reportedAt) - Date.parse(endedAt) <= DAY_MS;
  const day = written.length < DAY ? written : digitsOf(dayIn(zone, death));
  return digitsOf(dayIn(zone, endedAt)).slice(0, day.length) >= day;
}

export const dispositionWords = (message: Hl7Message): string[] =>
  [1, 2].map((component) => message.segment('PV1').field(36).component(component)).filter(Boolean);
