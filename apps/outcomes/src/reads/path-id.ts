import { badRequest } from '@handrail/platform';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Refuses an id that cannot be one before the database is asked; 400 names the parameter. */
export function uuidOf(value: string, path: string): string {
  if (UUID.test(value)) return value.toLowerCase();
  throw badRequest('An id is not valid.', [
    { path, reason: 'is not a UUID', accepted: 'an id given by Handrail, a UUID' },
  ]);
}
