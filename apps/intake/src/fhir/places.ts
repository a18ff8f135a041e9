import type { ContentProblem, PersonFact } from '../inbound/domain/inbound.js';
import type { Bundle, Resource } from './fhir-shapes.js';
import type { FhirTime } from './fhir-time.js';
import { placeIn } from './references.js';

/** What is wrong at an element of a resource; the element is named as FHIRPath names it. */
export interface Fault {
  readonly element: string;
  readonly reason: string;
  readonly accepted: string;
}

/** What a resource says that concerns us, and what of it could not be read. */
export interface FactReading {
  readonly fact?: PersonFact;
  readonly faults?: readonly Fault[];
}

const ACCEPTED_TIME = 'a time with offset, for example 2026-11-02T09:00:00-05:00';

/** A time that is needed and is not there, or is there without saying when it was. */
export const noTime = (element: string, value: unknown, instead?: string): Fault => ({
  element,
  reason: `${isMissing(value) ? 'is missing' : 'is no time with offset'}${instead ? `: ${instead}` : ''}`,
  accepted: ACCEPTED_TIME,
});

/** What is odd about a time that is told and not needed, or told in part. */
export function timeFaults(element: string, value: unknown, time: FhirTime | undefined): Fault[] {
  if (isMissing(value) || time?.isPartial === false) return [];
  return [
    noTime(element, value, time && 'it counts from its beginning, in the zone of the source'),
  ];
}

const isMissing = (value: unknown): boolean => value === undefined || value === null;

/** The fault with its place in the bundle: `Bundle.entry[3].resource.period.end`. */
export const problemAt = (
  bundle: Bundle,
  resource: Resource,
  { element, reason, accepted }: Fault,
): ContentProblem => ({ path: `${placeIn(bundle, resource)}.${element}`, reason, accepted });
