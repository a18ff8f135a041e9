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
  /**
   * The state as `load` would give it after this one was saved. Where a store says it, states are kept in
   * memory from one transaction to the next, and are loaded only when somebody else wrote meanwhile.
   */
  settled?(state: S): S;
  /** Roughly how many bytes a state takes where it is kept; a store that says `settled` says this too. */
  sizeOf?(state: S): number;
}

export interface StateChange<S> {
  readonly key: string;
  readonly before: S;
  readonly after: S;
}
