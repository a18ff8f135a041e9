import { createHmac } from 'node:crypto';
import type { Identifier } from '../inbound/domain/named-person.js';

/**
 * Keyed hashes of what must not be guessable: numbers of persons and visits are short, so a plain
 * hash of them could be found by trying all.
 */
export class Pseudonyms {
  readonly #key: Buffer;
  readonly #identifiers = new WeakMap<Pick<Identifier, 'system' | 'value'>, string>();
  readonly #visits = new WeakMap<{ readonly facility: string; readonly number: string }, string>();

  constructor(key: Buffer) {
    this.#key = key;
  }

  /**
   * Look-up key of an identifier. A message of two thousand statements about one person asks for the same
   * ones again and again: each is worked out once.
   */
  identifier(identifier: Pick<Identifier, 'system' | 'value'>): string {
    const known = this.#identifiers.get(identifier);
    if (known) return known;
    const { system, value } = identifier;
    const hash = this.#hash('identifier', system.trim(), value.trim());
    this.#identifiers.set(identifier, hash);
    return hash;
  }

  /** Look-up key of a visit number: it means something only at its facility. Worked out once, as above. */
  visit(visit: { readonly facility: string; readonly number: string }): string {
    const known = this.#visits.get(visit);
    if (known) return known;
    const hash = this.#hash('visit', visit.facility.trim(), visit.number.trim());
    this.#visits.set(visit, hash);
    return hash;
  }

  /** Key of the visit of one more patient under a number: `patient` is any stable key of theirs. */
  visitOf(numberKey: string, patient: string): string {
    return this.#hash('visit-of', numberKey, patient);
  }

  /** Key of what makes a message the same when it comes again. */
  claim(digest: string): string {
    return this.#hash('claim', digest);
  }

  /** Digest of the bytes of a message: short ones could be guessed too. */
  body(bytes: Buffer): string {
    return this.#hash('body', bytes);
  }

  #hash(...parts: ReadonlyArray<string | Buffer>): string {
    const hmac = createHmac('sha256', this.#key);
    for (const part of parts) hmac.update(`${Buffer.byteLength(part)}:`).update(part);
    return hmac.digest('hex');
  }
}
