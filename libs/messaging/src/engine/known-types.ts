import {
  releasedVersions,
  type EventContract,
  type EventVersions,
  type Reading,
} from '@handrail/contracts';
import type { Handlers } from './handlers.js';

/** What a service can read: the types it handles, and how it takes other versions of them. */
export interface KnownTypes {
  reading(type: string): Reading;
  contractOf(type: string): EventContract | undefined;
}

/**
 * Handlers are looked at when a record comes: Nest registers them after the engine is made. How a released
 * type is read is worked out once for as many handlers; of other types there may be any number.
 */
export function knownTypes(
  handlers: Pick<Handlers, 'keys' | 'size'>,
  versions: EventVersions = releasedVersions,
): KnownTypes {
  const readings = new Map<string, Reading>();
  let handled = handlers.size;
  const contractOf = (type: string) => versions.contractOf(type);
  const reading = (type: string): Reading => {
    if (handled !== handlers.size) readings.clear();
    handled = handlers.size;
    const known = readings.get(type);
    if (known) return known;
    const found = versions.reading(type, handlers.keys());
    if (contractOf(type)) readings.set(type, found);
    return found;
  };
  return { reading, contractOf };
}
