import { open, seal } from './sealed.js';

/** A key as it is kept: sealed, and by which master key. */
export interface Wrapped {
  readonly wrapped: Buffer;
  /** Number of the master key. */
  readonly wrappedBy: number;
}

/**
 * What keys are wrapped by: one key for each master key that was given, by its number. Keys that are made
 * are wrapped by the current one, those that are there open with the one they name.
 */
export class WrappingKeys {
  readonly #keys: ReadonlyMap<number, Buffer>;
  #current: number;

  /** @param current number of the key that wraps from now on; must be among the keys */
  constructor(keys: ReadonlyMap<number, Buffer>, current: number) {
    this.#keys = keys;
    this.#current = current;
  }

  /** Number of the master key that wraps what is made. */
  get current(): number {
    return this.#current;
  }

  /** Numbers of the master keys that were given. */
  get given(): readonly number[] {
    return [...this.#keys.keys()].sort((a, b) => a - b);
  }

  /** From now on this one wraps. A number that was not given changes nothing. */
  use(number: number): void {
    if (this.#keys.has(number)) this.#current = number;
  }

  /** @param id a UUID that the sealed form carries */
  wrap(place: string, id: string, key: Buffer): Wrapped {
    const wrappedBy = this.#current;
    return { wrapped: seal(this.#keyOf(wrappedBy), id, place, key), wrappedBy };
  }

  unwrap(place: string, { wrapped, wrappedBy }: Wrapped): Buffer {
    return open(this.#keyOf(wrappedBy), place, wrapped);
  }

  #keyOf(number: number): Buffer {
    const key = this.#keys.get(number);
    if (!key) throw new Error(`master key ${number} is needed and was not given`);
    return key;
  }
}
