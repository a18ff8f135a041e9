import { fullUrlIn, type Bundle, type Resource } from './fhir-shapes.js';

/**
 * Which server knows a resource by its id: the base of its full URL, else of where the bundle comes from.
 * `source` is that of the header; undefined where neither is an address.
 */
export function serverOf(bundle: Bundle, resource: Resource, source: string): string | undefined {
  const fullUrl = fullUrlIn(bundle, resource);
  const [, base] = /^(https?:\/\/.+)\/[A-Z][A-Za-z]+\/[^/]+$/.exec(fullUrl ?? '') ?? [];
  if (base) return base;
  return /^[a-z][a-z0-9+.-]*:/i.test(source)
    ? source.replace(/\/Subscription\/[^/]+$/, '').replace(/(?<!\/)\/+$/, '')
    : undefined;
}
