import { toCareTime } from '@handrail/domain';
import { readTime } from '../hl7v2/hl7-time.js';

/** A time of a resource, as UTC with milliseconds. */
export interface FhirTime {
  readonly at: string;
  /** It was told without its offset, or only to the day, the month or the year. */
  readonly isPartial: boolean;
  /** It names a day at least. */
  readonly isDay: boolean;
}

const DATE_TIME =
  /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})?)?)?)?$/;

/**
 * A FHIR dateTime. What is left out of it is read as HL7 v2 reads it: from the beginning of the year, the
 * month or the day, in the zone of the source; undefined when it is no time at all.
 */
export function readFhirTime(value: unknown, zone: string): FhirTime | undefined {
  if (typeof value !== 'string') return undefined;
  const full = toCareTime(value);
  if (full) return { at: full, isPartial: false, isDay: true };
  const [text, , day, , , , offset] = DATE_TIME.exec(value.trim()) ?? [];
  if (text === undefined) return undefined;
  const at = readTime(digitsOf(text, offset), zone);
  return at === undefined ? undefined : { at, isPartial: !offset, isDay: day !== undefined };
}

/** The same time as HL7 v2 writes it. */
const digitsOf = (text: string, offset = ''): string =>
  text.slice(0, text.length - offset.length).replace(/[-:T]/g, '') + offset;
