import { currentFirst } from './current-first.js';

/** A value by which an authority knows a person. */
export interface Identifier {
  readonly system: string;
  /** The system as it was written, where it is kept otherwise. */
  readonly statedSystem?: string;
  readonly value: string;
  /** An untrusted value is kept, and never says by itself who somebody is. */
  readonly trusted: boolean;
  /** What a server calls its own record of them. Where only one person is called so, it names them. */
  readonly isLocal?: boolean;
  /** It was theirs once: of several numbers of one authority another counts. */
  readonly hasRunOut?: boolean;
}

interface Address {
  readonly line?: readonly string[];
  readonly city?: string;
  readonly state?: string;
  readonly postalCode?: string;
}

interface PersonName {
  readonly family?: string;
  readonly given?: readonly string[];
}

/**
 * What a message says about a person; `null` says that what was known is so no more. None of it ever
 * leaves intake.
 */
export interface Details {
  readonly name?: PersonName | null;
  /** `YYYY-MM-DD`, or less when less was told. */
  readonly birthDate?: string | null;
  /** A birth date that cannot be one, as it was written. */
  readonly birthDateText?: string | null;
  readonly sex?: string | null;
  readonly phone?: string | null;
  readonly address?: Address | null;
}

/** A person as one message names them. */
export interface NamedPerson {
  /** In the order in which they were sent. */
  readonly identifiers: readonly Identifier[];
  readonly details: Details;
}

type DetailField = keyof Details;

/** Each detail with the time of the report that told it: the newest report wins, field by field. */
export type KeptDetails = {
  readonly [F in DetailField]?: {
    readonly value: Exclude<Details[F], undefined>;
    readonly at: string;
  };
};

/**
 * Takes in what a report says. Field by field and by the report's own time, so that the order in
 * which reports arrive does not matter; of two with one time the greater text wins.
 */
export function withDetails(kept: KeptDetails, reported: Details, at: string): KeptDetails {
  const next: Record<string, { value: unknown; at: string }> = { ...kept };
  for (const [field, value] of Object.entries(reported)) {
    const before = next[field];
    if (value !== undefined && (!before || isNewer({ value, at }, before)))
      next[field] = { value, at };
  }
  return next;
}

const isNewer = (a: { value: unknown; at: string }, b: { value: unknown; at: string }) =>
  a.at > b.at || (a.at === b.at && JSON.stringify(a.value) > JSON.stringify(b.value));

/** Folds the details of a person into those of the person they turned out to be. */
export const mergedDetails = (survivor: KeptDetails, retired: KeptDetails): KeptDetails =>
  Object.entries(retired).reduce<KeptDetails>(
    (kept, [field, { value, at }]) => withDetails(kept, { [field]: value }, at),
    survivor,
  );

/**
 * One value per trusted authority: two values of one authority mean two persons to that authority,
 * so a message that carries both does not link them.
 */
export function trustedOf(person: NamedPerson): Identifier[] {
  const seen = new Set<string>();
  const current = currentFirst(person.identifiers, ({ hasRunOut }) => hasRunOut === true);
  return current.filter((identifier) => {
    if (!identifier.trusted || seen.has(identifier.system)) return false;
    seen.add(identifier.system);
    return true;
  });
}

/**
 * What earlier releases called the system of a bare namespace, which was the same for all facilities, and of an
 * OID that came without its scheme: a number kept under it is found again.
 */
export function formerSystemOf(system: string): string | undefined {
  if (system.startsWith('urn:oid:')) return system.slice('urn:oid:'.length);
  const [, namespace] = /^urn:handrail:facility:[^:]+:(.+)$/.exec(system) ?? [];
  return namespace && `urn:handrail:authority:${namespace}`;
}

/**
 * What is called after its person has this name: the first number as it was sent. Whether a number has run
 * out, and how we write its system, may be otherwise in the next message about the same.
 */
export function firstSent({ identifiers }: NamedPerson): { system: string; value: string } {
  const { system, statedSystem = system, value } = identifiers[0]!;
  return { system: statedSystem, value };
}

/** Whether a person is named by nothing but what a server calls its record of them. */
export const isLocal = ({ identifiers }: NamedPerson): boolean =>
  identifiers.every((identifier) => identifier.isLocal);

/** System of a key made up for a person whom no trusted authority names. */
export const RECORD_SYSTEM = 'urn:handrail:record';

/**
 * What a person is known by: the trusted identifiers; for a person who has none, an untrusted one
 * together with family name and birth date, so that the same record twice is one person while a
 * shared or mistyped number alone links nobody.
 */
export function keysOf(person: NamedPerson): Identifier[] {
  const trusted = trustedOf(person);
  if (trusted.length > 0) return trusted;
  const family = person.details.name?.family?.trim().toLowerCase();
  const { birthDate } = person.details;
  if (person.identifiers.length === 0 || !family || !birthDate) return [];
  const first = firstSent(person);
  const value = [first.system, first.value, family, birthDate].join('|');
  return [{ system: RECORD_SYSTEM, value, trusted: true }];
}
