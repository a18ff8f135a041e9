import { isIdentifying } from '../matching/domain/likeness.js';
import { matchRecordOf, type MatchRecord } from '../matching/domain/match-record.js';
import type { MatchingParameters } from '../matching/domain/parameters.js';
import {
  formerSystemOf,
  keysOf,
  RECORD_SYSTEM,
  type NamedPerson,
} from '../inbound/domain/named-person.js';
import type { TrustedNumbers } from '../person/person.store.js';
import type { Pseudonyms } from '../person/pseudonyms.js';
import type { VisitRows } from '../stay/visit-rows.js';
import { seenLastBefore, type IdentityEvidence, type Sighting } from './evidence.js';

/** A person as one message names them, with the look-up keys of the numbers that count. */
export interface Naming {
  readonly keys: ReadonlyArray<{
    readonly system: string;
    readonly value: string;
    readonly hash: string;
  }>;
  /** Look-up keys earlier releases gave the same numbers. */
  readonly formerHashes: readonly string[];
  readonly numbers: TrustedNumbers;
  readonly record: MatchRecord;
  /** When the source reported it. */
  readonly at: string;
}

/** Whose a message is, as far as numbers and the visit say. */
export interface Ownership {
  readonly owner: string | undefined;
  /** Owners of its numbers whom it contradicts, or whom an authority calls otherwise. */
  readonly contradicted: readonly string[];
  /** Owners of its numbers who may be the same person. */
  readonly others: readonly string[];
}

export const NO_OWNER: Ownership = { owner: undefined, contradicted: [], others: [] };

/** The numbers and demographics a message names a person by. */
export function namingOf(
  person: NamedPerson,
  at: string,
  pseudonyms: Pseudonyms,
  parameters: MatchingParameters,
): Naming {
  const keys = keysOf(person).map((identifier) => ({
    ...{ system: identifier.system, value: identifier.value },
    hash: pseudonyms.identifier(identifier),
  }));
  const numbers = new Map<string, Set<string>>();
  for (const { system, hash } of keys)
    if (system !== RECORD_SYSTEM) numbers.set(system, new Set([hash]));
  return {
    keys,
    formerHashes: keys.flatMap(({ system, value }) => {
      const former = formerSystemOf(system);
      return former ? [pseudonyms.identifier({ system: former, value })] : [];
    }),
    numbers,
    record: matchRecordOf(person.details, person.identifiers, parameters),
    at,
  };
}

/**
 * Who is meant by the numbers of a message. A number is evidence, not proof: an owner whom birth date, sex
 * and name contradict, or whom an authority calls by another number, is not meant. Of several owners the
 * one the demographics fit is meant, else the one seen last before the message.
 */
export function ownerByNumber(
  naming: Naming,
  owners: ReadonlyMap<string, readonly string[]>,
  evidence: IdentityEvidence,
): Ownership {
  const candidates = [...new Set(naming.keys.flatMap(({ hash }) => owners.get(hash) ?? []))].map(
    (personId) => ({
      personId,
      likeness: evidence.likeness(naming.record, personId),
      isOtherwise: evidence.isCalledOtherwise(personId, naming.numbers),
    }),
  );
  const isAnother = (each: (typeof candidates)[number]) =>
    each.isOtherwise || each.likeness === 'contradicts';
  const viable = candidates.filter((each) => !isAnother(each));
  const agreeing = viable.filter(({ likeness }) => likeness === 'agrees');
  const best = (agreeing.length > 0 ? agreeing : viable).map(({ personId }) => personId);
  const owner = best.length > 1 ? (seenLast(best, naming, owners, evidence) ?? best[0]) : best[0];
  return {
    owner: owner ?? formerOwner(naming, owners, evidence),
    contradicted: candidates.filter(isAnother).map(({ personId }) => personId),
    others: viable.flatMap(({ personId }) => (personId === owner ? [] : [personId])),
  };
}

/** Only where one number names them all: of several numbers the first of the message counts. */
function seenLast(
  persons: readonly string[],
  { keys, at }: Naming,
  owners: ReadonlyMap<string, readonly string[]>,
  evidence: IdentityEvidence,
): string | undefined {
  const sightings = keys
    .map(({ hash }): readonly Sighting[] => {
      const isOfAll = persons.every((person) => owners.get(hash)?.includes(person));
      return isOfAll ? evidence.sightings(hash) : [];
    })
    .find(({ length }) => length > 0);
  return seenLastBefore(
    (sightings ?? []).filter(({ personId }) => persons.includes(personId)),
    at,
  );
}

/** A namespace was network-wide in earlier releases: its number still names whom the demographics fit. */
function formerOwner(
  { formerHashes, record }: Naming,
  owners: ReadonlyMap<string, readonly string[]>,
  evidence: IdentityEvidence,
): string | undefined {
  return formerHashes
    .flatMap((hash) => owners.get(hash) ?? [])
    .find((personId) => evidence.likeness(record, personId) === 'agrees');
}

/**
 * Who is meant by a message whose numbers nobody has, because the visit is theirs. Not where it has moved, not
 * where an authority gives another number than the owner's, and not where the demographics are another's:
 * then the person of the message and that of the visit are two.
 */
export function ownerByVisit(
  { numbers, record }: Naming,
  numberKey: string | undefined,
  visits: VisitRows,
  evidence: IdentityEvidence,
): string | undefined {
  const owned = (numberKey === undefined ? [] : visits.under(numberKey)).flatMap((row) =>
    row.personId && !row.wasMoved ? [row.personId] : [],
  );
  const viable = [...new Set(owned)].filter(
    (personId) =>
      !evidence.isCalledBy(personId, numbers.keys()) &&
      evidence.likeness(record, personId) !== 'contradicts',
  );
  if (viable.length < 2) return viable[0];
  const agreeing = viable.filter((personId) => evidence.likeness(record, personId) === 'agrees');
  return agreeing.length === 1 ? agreeing[0] : undefined;
}

/** Whether demographics can tell whose a message is; otherwise the time it was reported at does. */
export const identifiesByDemographics = ({ record }: Naming): boolean => isIdentifying(record);
