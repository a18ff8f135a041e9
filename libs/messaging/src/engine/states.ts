import type { Lane } from './lanes.js';
import type { Rules } from './rules.js';
import type { StateStore } from './state-store.js';
import type { Tx } from './tx.js';

interface HeldState {
  /** The key's own lane, also when it is merged into another before the end. */
  readonly lane: Lane;
  readonly before: unknown;
  after: unknown;
}

/** What two keys come to when they become one, by the name of the store. */
export type Merged = ReadonlyMap<string, unknown>;

/**
 * The states one transaction works on: loaded once per key, written once at its end. What an earlier
 * transaction of this process left of a key is taken instead, when nobody has had its lane since.
 */
export class States {
  readonly #tx: Tx;
  readonly #rules: Pick<Rules, 'stores' | 'remembered'>;
  readonly #laneOf: (key: string) => Lane;
  readonly #held = new Map<string, Map<string, HeldState>>();
  readonly #merging: ReadonlyArray<[string, Required<StateStore<unknown>>]>;

  constructor(tx: Tx, rules: Pick<Rules, 'stores' | 'remembered'>, laneOf: (key: string) => Lane) {
    this.#tx = tx;
    this.#rules = rules;
    this.#laneOf = laneOf;
    this.#merging = Object.entries(rules.stores).filter(
      (entry): entry is [string, Required<StateStore<unknown>>] => entry[1].merge !== undefined,
    );
  }

  /** Whether this service keeps anything of persons that has to follow a merge. */
  get canMerge(): boolean {
    return this.#merging.length > 0;
  }

  /** Loads what is not held yet, in one query set. */
  async load(name: string, keys: Iterable<string>): Promise<void> {
    const held = this.#held.get(name) ?? new Map<string, HeldState>();
    this.#held.set(name, held);
    const missing: string[] = [];
    for (const key of keys) {
      if (held.has(key)) continue;
      const lane = this.#laneOf(key);
      const state = this.#rules.remembered.before(name, lane);
      if (state === undefined) missing.push(key);
      else held.set(key, { lane, before: state, after: state });
    }
    if (missing.length === 0) return;
    const store = this.#rules.stores[name]!;
    const found = await store.load(this.#tx, missing);
    for (const key of missing) {
      const state = found.get(key) ?? store.initial(key);
      held.set(key, { lane: this.#laneOf(key), before: state, after: state });
    }
  }

  async current(name: string, key: string): Promise<unknown> {
    await this.load(name, [key]);
    return this.#held.get(name)!.get(key)!.after;
  }

  set(name: string, key: string, state: unknown): void {
    this.#held.get(name)!.get(key)!.after = state;
  }

  /** Loads what `merged` will fold, apart from it because only the database can fail here. */
  async loadBoth(retired: string, survivor: string): Promise<void> {
    for (const [name] of this.#merging) await this.load(name, [retired, survivor]);
  }

  /** The states of two loaded keys folded into one; nothing is changed yet. */
  merged(retired: string, survivor: string): Merged {
    const of = (name: string, key: string) => this.#held.get(name)!.get(key)!.after;
    return new Map(
      this.#merging.map(([name, store]) => [
        name,
        store.merge(of(name, survivor), of(name, retired)),
      ]),
    );
  }

  /** The survivor's state is what the fold came to; of the retired key nothing is left. */
  fold(retired: string, survivor: string, merged: Merged): void {
    for (const [name, state] of merged) {
      this.set(name, survivor, state);
      this.set(name, retired, this.#rules.stores[name]!.initial(retired));
    }
  }

  async save(): Promise<void> {
    for (const [name, states] of this.#held) {
      const changes = [...states]
        .filter(([, state]) => state.after !== state.before)
        .map(([key, state]) => ({ key, before: state.before, after: state.after }));
      if (changes.length > 0) await this.#rules.stores[name]!.save(this.#tx, changes);
    }
    this.#tx.afterCommit?.(() => this.#remember());
  }

  #remember(): void {
    const { remembered, stores } = this.#rules;
    for (const [name, states] of this.#held)
      for (const { lane, after } of states.values())
        remembered.keep(name, lane, stores[name]!, after);
  }
}
