import type { Handlers, Stores } from './handlers.js';
import type { KnownTypes } from './known-types.js';
import type { StateCache } from './state-cache.js';

/** What a service does with events: its rules, their states, and the types it can read. */
export interface Rules {
  readonly service: string;
  readonly handlers: Handlers;
  readonly stores: Stores;
  readonly known: KnownTypes;
  /** What is known of keys from transactions before. */
  readonly remembered: StateCache;
}
