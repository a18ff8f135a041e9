import { notFound } from '@handrail/platform';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id in a path. What cannot be an id names nothing, so the answer is the same 404. */
export function pathId(id: string): string {
  if (!UUID.test(id)) throw notFound('reassessment');
  return id.toLowerCase();
}
