import type { Tx } from './tx.js';

/**
 * How a service keeps the state of a key. The engine calls it inside its transaction with the lanes
 * of all keys locked, once per batch: implementations load and save sets, never one row at a time.
 */
export interface StateStore<S> {
  /** State of a key nobody has seen. */
  initial(key: string): S;
  /** States of those keys that exist. */
  load(tx: Tx, keys: readonly string[]): Promise<Map<string, S>>;
  save(tx: Tx, changes: ReadonlyArray<StateChange<S>>): Promise<void>;
  /** Folds the state of a retired key into the survivor's when two persons turn out to be one. */
  merge?(survivor: S, retired: S): S;
}

export interface StateChange<S> {
  readonly key: string;
  readonly before: S;
  readonly after: S;
}
