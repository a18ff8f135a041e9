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

/** Handlers are looked at when a record comes: Nest registers them after the engine is made. */
export const knownTypes = (
  handlers: Pick<Handlers, 'keys'>,
  versions: EventVersions = releasedVersions,
): KnownTypes => ({
  reading: (type) => versions.reading(type, handlers.keys()),
  contractOf: (type) => versions.contractOf(type),
});
