import { createHmac } from 'node:crypto';
import { trustedOf, type NamedPerson } from '../inbound/domain/named-person.js';
import { blockingKeysOf, countedValuesOf } from './domain/blocking.js';
import { matchRecordOf, type MatchRecord } from './domain/match-record.js';
import type { MatchingParameters } from './domain/parameters.js';

/** A record with the keyed hashes under which it is kept and found; hashes are signed 64-bit numbers. */
export interface Matchable {
  readonly record: MatchRecord;
  /** Of the whole record: the same report again has the same. */
  readonly digest: string;
  readonly blockingKeys: readonly string[];
  readonly values: readonly string[];
  /** What trusted authorities call the person, as `system` -> value. */
  readonly trusted: ReadonlyMap<string, string>;
}

/**
 * Makes records comparable and findable. Hashes are keyed, because names and dates are few enough to
 * guess; 64 bits are enough, because a collision only costs one comparison too many.
 */
export class MatchHashes {
  readonly #key: Buffer;

  /** @param key of this purpose alone; another one would find nobody again */
  constructor(
    key: Buffer,
    readonly parameters: MatchingParameters,
  ) {
    this.#key = key;
  }

  /** Undefined when too little is told to find anybody by. */
  matchable(person: NamedPerson): Matchable | undefined {
    const record = matchRecordOf(person.details, person.identifiers, this.parameters);
    const keys = blockingKeysOf(record, this.parameters);
    if (keys.length === 0) return undefined;
    return {
      record,
      digest: this.#hash('record', JSON.stringify(record)),
      blockingKeys: keys.map((key) => this.#hash('block', key)),
      values: countedValuesOf(record).map((value) => this.value(value)),
      trusted: new Map(trustedOf(person).map(({ system, value }) => [system.trim(), value.trim()])),
    };
  }

  /** Key of a counted value. */
  value(value: string): string {
    return this.#hash('value', value);
  }

  /** Id of a record kept for a person. */
  recordId(personId: string, digest: string): string {
    return this.#hash('id', `${personId}|${digest}`);
  }

  #hash(kind: string, text: string): string {
    return createHmac('sha256', this.#key)
      .update(`${kind}:${text}`)
      .digest()
      .readBigInt64BE(0)
      .toString();
  }
}
