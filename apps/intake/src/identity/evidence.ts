import type { MatchRecord } from '../matching/domain/match-record.js';
import { likenessTo, type Likeness } from '../matching/domain/likeness.js';
import type { MatchingParameters } from '../matching/domain/parameters.js';
import type { TrustedNumbers } from '../person/person.store.js';

/** When a number that several persons share was last seen to be of one of them. */
export interface Sighting {
  readonly personId: string;
  readonly at: string;
}

/** What is known of the persons who come into question for a group of messages. */
export class IdentityEvidence {
  readonly #parameters: MatchingParameters;
  readonly #records: Map<string, readonly MatchRecord[]>;
  readonly #numbers: Map<string, Map<string, Set<string>>>;
  /** Records met in this group, as texts: the same one told a thousand times is compared once. */
  readonly #met = new Map<string, Set<string>>();
  readonly #sightings: Map<string, readonly Sighting[]>;

  constructor(
    parameters: MatchingParameters,
    known: {
      readonly records?: ReadonlyMap<string, readonly MatchRecord[]>;
      readonly numbers?: ReadonlyMap<string, TrustedNumbers>;
      /** By look-up key of the number; those that say who it was for certain. */
      readonly sightings?: ReadonlyMap<string, readonly Sighting[]>;
    } = {},
  ) {
    this.#parameters = parameters;

    this.#records = new Map(known.records);
    this.#numbers = new Map(
      [...(known.numbers ?? [])].map(([personId, numbers]) => [
        personId,
        new Map([...numbers].map(([system, hashes]) => [system, new Set(hashes)])),
      ]),
    );
    this.#sightings = new Map(known.sightings);
  }

  likeness(record: MatchRecord, personId: string): Likeness {
    return likenessTo(record, this.#records.get(personId) ?? [], this.#parameters);
  }

  /** Whether an authority that gave the person a number calls them by others than these. */
  isCalledOtherwise(personId: string, named: TrustedNumbers): boolean {
    const own = this.#numbers.get(personId);
    return [...named].some(([system, hashes]) => {
      const known = own?.get(system);
      return known !== undefined && ![...hashes].some((hash) => known.has(hash));
    });
  }

  /** Whether an authority of these gave the person a number at all. */
  isCalledBy(personId: string, systems: Iterable<string>): boolean {
    const own = this.#numbers.get(personId);
    return [...systems].some((system) => own?.has(system));
  }

  sightings(hash: string): readonly Sighting[] {
    return this.#sightings.get(hash) ?? [];
  }

  /** Two persons are one: what is known of either is known of both. */
  join(personId: string, otherId: string): void {
    const records = [...(this.#records.get(personId) ?? []), ...(this.#records.get(otherId) ?? [])];
    const numbers = new Map(this.#numbers.get(personId));
    for (const [system, hashes] of this.#numbers.get(otherId) ?? [])
      numbers.set(system, new Set([...(numbers.get(system) ?? []), ...hashes]));
    for (const each of [personId, otherId]) {
      this.#records.set(each, records);
      this.#numbers.set(each, numbers);
    }
  }

  /** A message of this group is about a person: later ones of it rest on that. */
  meet(personId: string, record: MatchRecord, named: TrustedNumbers): void {
    const met = this.#met.get(personId) ?? new Set<string>();
    this.#met.set(personId, met);
    const text = JSON.stringify(record);
    if (!met.has(text))
      this.#records.set(personId, [...(this.#records.get(personId) ?? []), record]);
    met.add(text);
    const own = this.#numbers.get(personId) ?? new Map<string, Set<string>>();
    for (const [system, hashes] of named)
      own.set(system, new Set([...(own.get(system) ?? []), ...hashes]));
    this.#numbers.set(personId, own);
  }
}

/**
 * Whom a message without demographics is about, of those who share the number it names: the one seen last
 * before it by when their sources reported, else the one seen first after it.
 */
export const seenLastBefore = (sightings: readonly Sighting[], at: string): string | undefined =>
  lastBefore([...sightings].sort(bySighting), at);

/** The same of sightings in their order already: halves them, because a number may be seen for years. */
export function lastBefore(sorted: readonly Sighting[], at: string): string | undefined {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]!.at <= at) from = middle + 1;
    else to = middle;
  }
  return (sorted[from - 1] ?? sorted[0])?.personId;
}

export const bySighting = (a: Sighting, b: Sighting): number =>
  a.at < b.at ? -1 : a.at > b.at ? 1 : a.personId < b.personId ? -1 : 1;
