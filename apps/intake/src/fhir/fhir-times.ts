import { utc } from '../message/care-time.js';
import { readTime } from '../hl7v2/hl7-time.js';
import { FAR_AHEAD, isFarAhead } from '../message/domain/far-ahead.js';
import type { Fault } from './places.js';

/** What an element of a time says, and what is odd about how it says it. */
export interface FhirTime {
  readonly at?: string;
  readonly fault?: Fault;
}

/** A day, or a time whose writer left its offset out. */
const LOCAL = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/;

/**
 * Reads a time. A day alone, or a time without an offset, is read as HL7 v2 reads it: in the zone of the
 * source, from its beginning. That is told as odd, because a day is a coarse thing to decide by.
 */
export function readFhirTime(element: string, value: unknown, zone: string): FhirTime {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'string') return { fault: { element, ...NO_TIME } };
  const exact = utc(value);
  if (exact) return { at: exact };
  const local = LOCAL.test(value) ? readTime(value, zone) : undefined;
  return local
    ? { at: local, fault: { element, ...WITHOUT_OFFSET } }
    : { fault: { element, ...NO_TIME } };
}

/** The same for what has happened: a time that lies far ahead is odd and is not used. */
export function readPastTime(
  element: string,
  value: unknown,
  { zone, receivedAt }: { readonly zone: string; readonly receivedAt: string },
): FhirTime {
  const read = readFhirTime(element, value, zone);
  return read.at && isFarAhead(read.at, receivedAt) ? { fault: { element, ...FAR_AHEAD } } : read;
}

const ACCEPTED = 'a time with offset, for example 2026-11-02T09:00:00-05:00';
const NO_TIME = { reason: 'is no time with offset', accepted: ACCEPTED };
const WITHOUT_OFFSET = {
  reason: 'has no offset; it was read in the zone of its source, a day from its beginning',
  accepted: ACCEPTED,
};
