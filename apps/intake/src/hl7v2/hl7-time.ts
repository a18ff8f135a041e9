import { isPlausibleTime } from '@handrail/domain';
import { Temporal } from 'temporal-polyfill';
import type { Profile } from '../profile/source-profiles.js';
import type { Hl7Message } from './hl7-message.js';

const DTM =
  /^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:\.(\d{1,9}))?)?)?)?)?)?\s*([+-]\d{2}:?\d{2})?$/;

/**
 * An HL7 time of any precision as UTC with milliseconds; undefined when it is absent, impossible, or in
 * a year nobody is cared for in. Times without offset are read in `zone`, a name or an offset; what is left
 * out of a time counts from its beginning. Hour 24 is the midnight that ends the day, as many systems write
 * the end of a stay.
 */
export function readTime(text: string, zone: string): string | undefined {
  const match = DTM.exec(compact(text.trim()));
  if (!match) return undefined;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', part] = match;
  const isMidnight = hour === '24' && /^0*$/.test(`${minute}${second}${part ?? ''}`);
  const clock = {
    ...{ year: +year!, month: +month, day: +day, hour: isMidnight ? 0 : +hour, minute: +minute },
  };
  // A leap second is the second before it: no clock here can show it.
  const seconds = Math.min(+second, 59);
  const millisecond = Number((part ?? '').slice(0, 3).padEnd(3, '0'));
  try {
    const local = Temporal.PlainDateTime.from(
      { ...clock, second: seconds, millisecond },
      { overflow: 'reject' },
    );
    const meant = isMidnight ? local.add({ days: 1 }) : local;
    const at = meant.toZonedDateTime(offsetOf(match[8]) ?? zone);
    return isPlausibleTime(at.epochMilliseconds)
      ? new Date(at.epochMilliseconds).toISOString()
      : undefined;
  } catch {
    return undefined;
  }
}

/** Some feeds write the ISO form, with hyphens and a `T`; its digits say the same. */
const compact = (text: string): string => {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?)?(.*)$/.exec(
    text,
  );
  const digits = iso ? iso.slice(1, 8).join('') + iso[8]! : text;
  return digits.replace(/[Zz]$/, '+0000');
};

/** The offset a time is written with, as a zone for others of the same message; undefined without one. */
export const offsetIn = (text: string): string | undefined =>
  offsetOf(DTM.exec(compact(text.trim()))?.[8]);

const offsetOf = (offset: string | undefined) =>
  offset ? (offset.includes(':') ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`) : undefined;

/** A birth date as `YYYY-MM-DD`, or less when less is told; undefined when there is no such day. */
export function readDate(text: string): string | undefined {
  const match = /^(\d{4})(?:(-?)(\d{2})(?:\2(\d{2}))?)?/.exec(text.trim());
  if (!match) return undefined;
  const [, year, , month, day] = match;
  try {
    Temporal.PlainDate.from(
      { year: +year!, month: +(month ?? 1), day: +(day ?? 1) },
      { overflow: 'reject' },
    );
  } catch {
    return undefined;
  }
  return [year, month, day].filter((part) => part !== undefined).join('-');
}

/**
 * The zone of a message's times that are written without an offset: the offset of MSH-7 where it has one,
 * because one clock writes the whole message, else the zone of the source profile.
 */
export const zoneOf = (message: Hl7Message, { zone }: Profile): string =>
  offsetIn(message.header.text(7)) ?? zone;

/** Reads the time in a field of the first segment of that name, as UTC. */
export const timeReader =
  (message: Hl7Message, zone: string) =>
  (segment: string, field: number): string | undefined =>
    readTime(message.segment(segment).text(field), zone);

/** The local day of a time in a zone, a name or an offset. */
export const dayIn = (zone: string, at: string): string =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString();

/** Digits of YYYYMMDD. */
export const DAY = 8;

/** Year, month, day and clock of a time, without its offset. */
export const digitsOf = (time: string): string => /^\d*/.exec(time.replace(/[-:T ]/g, ''))![0];
