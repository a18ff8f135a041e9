import type { DischargeDisposition } from '@handrail/domain';
import type { Profile } from '../profile/source-profiles.js';
import type { Hl7Message, Hl7Segment } from './hl7-message.js';

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

/** Digits of YYYYMMDD. */
const DAY = 8;

/** Year, month, day and clock of a time, without its offset. */
const digitsOf = (time: string): string => /^\d*/.exec(time.replace(/[-:T ]/g, ''))![0];

/** PV1-36 by its code or its text; who is said to be dead has died, whatever else the discharge says. */
export function dispositionOf(
  message: Hl7Message,
  profile: Profile,
): DischargeDisposition | undefined {
  if (message.segment('PID').text(30).toUpperCase() === 'Y') return 'died';
  return profile.dispositionOf(dispositionWords(message));
}

export const dispositionWords = (message: Hl7Message): string[] =>
  [1, 2].map((component) => message.segment('PV1').field(36).component(component)).filter(Boolean);
