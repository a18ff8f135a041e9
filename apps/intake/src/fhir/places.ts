import type { ContentProblem } from '../message/domain/inbound.js';
import { placeIn, type Bundle, type Resource } from './fhir-shapes.js';

/** What is wrong at an element of a resource; the element is named as FHIRPath names it. */
export interface Fault {
  readonly element: string;
  readonly reason: string;
  readonly accepted: string;
}

const ACCEPTED_TIME = 'a time with offset, for example 2026-11-02T09:00:00-05:00';

/** A time that is needed and is not there, or is there without saying when it was. */
export const noTime = (element: string, said: unknown): Fault => ({
  element,
  reason: said === undefined || said === null ? 'is missing' : 'is no time with offset',
  accepted: ACCEPTED_TIME,
});

/** Where a resource stands in its bundle, as FHIRPath: `Bundle.entry[3].resource`. */
const placeOf = (bundle: Bundle, resource: Resource): string => {
  const place = placeIn(bundle, resource);
  return place === undefined ? `Bundle` : `Bundle.entry[${place}].resource`;
};

/** The fault with its place in the bundle: `Bundle.entry[3].resource.period.end`. */
export const problemAt = (
  bundle: Bundle,
  resource: Resource,
  { element, reason, accepted }: Fault,
): ContentProblem => ({ path: `${placeOf(bundle, resource)}.${element}`, reason, accepted });
