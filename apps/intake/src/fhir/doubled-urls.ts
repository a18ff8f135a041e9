import type { ContentProblem } from '../inbound/domain/inbound.js';
import type { Bundle, Resource } from './fhir-shapes.js';

/**
 * The first entry under the `fullUrl` of another resource: a reference would lead to either, so a stay to another
 * person than its own (FHIR R4, bdl-7). The same resource may stand there again, as another version of itself.
 */
export function doubledUrl({ entry }: Bundle): ContentProblem | undefined {
  const byUrl = new Map<string, Resource>();
  for (const { fullUrl, resource, place } of entry) {
    if (fullUrl === undefined || !resource) continue;
    const first = byUrl.get(fullUrl) ?? resource;
    if (!isSame(first, resource)) return { path: `${place}.fullUrl`, ...DOUBLED };
    byUrl.set(fullUrl, first);
  }
  return undefined;
}

function isSame(first: Resource, other: Resource): boolean {
  if (first === other) return true;
  if (first.resourceType !== other.resourceType || first.id !== other.id) return false;
  return first.id !== undefined || JSON.stringify(first) === JSON.stringify(other);
}

const DOUBLED = {
  reason: 'is the URL of another resource, too',
  accepted: 'a fullUrl for each resource',
};
