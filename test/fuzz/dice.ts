import { createHash } from 'node:crypto';
import { randomOf } from '../random.js';

/** Chance that follows from words: the same words throw the same dice on any machine. */
export class Dice {
  readonly #next: () => number;

  constructor(...words: ReadonlyArray<string | number>) {
    const hash = createHash('sha256').update(words.join('/')).digest();
    this.#next = randomOf(hash.readUInt32LE(0));
  }

  /** A whole number from 0, below `limit`. */
  below(limit: number): number {
    return Math.floor(this.#next() * limit);
  }

  /** True once in so many times. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.below(256)));
  }
}
