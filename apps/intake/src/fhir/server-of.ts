import type { Bundle, Resource } from './fhir-shapes.js';
import { baseOf, fullUrlIn } from './references.js';

/**
 * Which server knows a resource by its id: the base of its full URL, else of where the bundle comes from.
 * `source` is that of the header; undefined where neither is an address.
 */
export function serverOf(bundle: Bundle, resource: Resource, source: string): string | undefined {
  const base = baseOf(fullUrlIn(bundle, resource));
  if (base) return base;
  return /^[a-z][a-z0-9+.-]*:/i.test(source)
    ? source.replace(/\/Subscription\/[^/]+$/, '').replace(/(?<!\/)\/+$/, '')
    : undefined;
}
