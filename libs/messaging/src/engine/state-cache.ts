import { LRUCache } from 'lru-cache';
import type { Lane } from './lanes.js';
import type { StateStore } from './state-store.js';

/** All states together take no more than so many bytes where they are kept; in memory some times as much. */
const MAX_BYTES = 24_000_000;

interface Remembered {
  readonly version: bigint;
  readonly serverSince: string;
  readonly state: unknown;
}

/**
 * States of keys as transactions of this process left them. Whoever locks a lane raises its version by
 * one, so a state that was committed at the version right before the present one is the state there is: no
 * other process and no act has had the lane between. A transaction that was rolled back leaves nothing
 * here, and one whose commit nobody saw leaves a version that does not fit. Of a server that started again
 * nothing is believed, because it may have been set back. See docs/adr/0031.
 */
export class StateCache {
  readonly #states = new LRUCache<string, Remembered>({ maxSize: MAX_BYTES });

  /** The state of a lane's key as it was when the lane was locked; undefined when it has to be loaded. */
  before(store: string, { key, version, serverSince }: Lane): unknown {
    const known = this.#states.get(nameOf(store, key));
    const isPresent = known?.version === version - 1n && known.serverSince === serverSince;
    return isPresent ? known.state : undefined;
  }

  /** What a committed transaction left of a key whose lane it had. */
  keep(name: string, lane: Lane, store: StateStore<unknown>, state: unknown): void {
    if (!store.settled || !store.sizeOf) return;
    const { key, version, serverSince } = lane;
    const settled = store.settled(state);
    const size = Math.ceil(store.sizeOf(settled)) + key.length;
    this.#states.set(nameOf(name, key), { version, serverSince, state: settled }, { size });
  }
}

const nameOf = (store: string, key: string): string => `${store}\n${key}`;
