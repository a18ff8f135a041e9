import type { Handlers, Stores } from './handlers.js';
import type { KnownTypes } from './known-types.js';

/** What a service does with events: its rules, their states, and the types it can read. */
export interface Rules {
  readonly service: string;
  readonly handlers: Handlers;
  readonly stores: Stores;
  readonly known: KnownTypes;
}
