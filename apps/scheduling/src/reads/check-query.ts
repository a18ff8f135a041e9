import { badRequest } from '@handrail/platform';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isUuid = (value: string): boolean => UUID.test(value);

/** 400 that names the parameter; the value is not repeated. */
export function requireUuid(path: string, value: string): void {
  if (!isUuid(value)) refuse(path, 'is not an id', 'a UUID');
}

export function requireOneOf(path: string, value: string, accepted: readonly string[]): void {
  if (!accepted.includes(value))
    refuse(path, 'is not a known value', `one of ${accepted.join(', ')}`);
}

function refuse(path: string, reason: string, accepted: string): never {
  throw badRequest('A list parameter is not valid.', [{ path, reason, accepted }]);
}
