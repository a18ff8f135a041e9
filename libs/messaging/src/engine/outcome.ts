import type { DataOf, EventContract } from '@handrail/contracts';
import type { Ignored, Superseded } from '@handrail/domain';

/** An event a rule wants published. Id, key, causation and trace are filled in by the engine. */
export interface Outgoing {
  readonly contract: EventContract;
  readonly data: Record<string, unknown>;
  /** When it happened in the world, RFC 3339; the cause's `now` when left out. */
  readonly time?: string;
}

/** Types the payload against its contract. */
export function outgoing<C extends EventContract>(
  contract: C,
  data: DataOf<C>,
  time?: string,
): Outgoing {
  return { contract, data: data, ...(time ? { time } : {}) };
}

/**
 * Sets or cancels the timer `name` of the key. A key has at most one timer of a name: setting it
 * again moves it. When due, it comes back as an event of type `type` to the service that set it.
 */
export type TimerChange =
  | {
      readonly kind: 'set';
      readonly name: string;
      readonly type: string;
      /** RFC 3339. */
      readonly dueAt: string;
      readonly data: Record<string, unknown>;
    }
  | { readonly kind: 'cancel'; readonly name: string };

/** The rule changed the state of the key, or asked for events or timers. */
export interface Applied<S> {
  readonly kind: 'applied';
  readonly state: S;
  readonly publish: readonly Outgoing[];
  readonly timers: readonly TimerChange[];
}

export type Outcome<S> = Applied<S> | Ignored | Superseded;

export const applied = <S>(
  state: S,
  publish: readonly Outgoing[] = [],
  timers: readonly TimerChange[] = [],
): Applied<S> => ({ kind: 'applied', state, publish, timers });
