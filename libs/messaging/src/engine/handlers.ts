import type { EventVersions } from '@handrail/contracts';
import type { EventEnvelope } from './envelope.js';
import type { Moment } from './moment.js';
import type { Outcome } from './outcome.js';
import type { StateStore } from './state-store.js';

/** The rule for one event type, as the Nest strategy or a test registers it. */
export interface Handler {
  /** Name of the state store the rule works on. */
  readonly store: string;
  run(event: EventEnvelope, at: Moment<unknown>): Promise<Outcome<unknown>> | Outcome<unknown>;
}

export type Handlers = ReadonlyMap<string, Handler>;
export type Stores = Readonly<Record<string, StateStore<unknown>>>;

/** Says what is wrong with a registration before the first event arrives. */
export function checkHandlers(handlers: Handlers, stores: Stores, versions: EventVersions): void {
  for (const [type, handler] of handlers) {
    if (!(handler.store in stores))
      throw new Error(
        `the handler of ${type} names the store "${handler.store}"; known are ${Object.keys(stores).join(', ')}`,
      );
    // Writers of this very release may publish the later version: its own readers must take it.
    const [later] = versions.laterThan(type).filter((contract) => !handlers.has(contract.type));
    if (later)
      throw new Error(
        `${type} is handled but ${later.type} is not: take the later version, upcasters lead to it`,
      );
  }
}
