import type { DataOf, EventContract } from '../define-event.js';

/**
 * Brings the payload of one version of an event to the next one. It is pure, never fails for a payload
 * that is valid under `from`, and keeps the key: the order of a person must not depend on a version.
 */
export interface Upcaster {
  readonly from: EventContract;
  /** The next version of the same event; an upcaster never skips one. */
  readonly to: EventContract;
  upcast(data: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

/** Types the step between two versions; throws where they are not neighbours with the same key. */
export function defineUpcaster<From extends EventContract, To extends EventContract>(
  from: From,
  to: To,
  upcast: (data: DataOf<From>) => DataOf<To>,
): Upcaster {
  const areNeighbours =
    from.context === to.context && from.name === to.name && from.version + 1 === to.version;
  if (!areNeighbours)
    throw new Error(`${from.type} cannot be upcast to ${to.type}: it is not its next version`);
  if (from.key !== to.key)
    throw new Error(`${to.type} is keyed by ${to.key}, ${from.type} by ${from.key}`);
  return { from, to, upcast: upcast };
}
