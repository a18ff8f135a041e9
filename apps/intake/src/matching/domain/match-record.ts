import { ownValue } from '@handrail/domain';
import type { Details, Identifier } from '../../inbound/domain/named-person.js';
import type { MatchingParameters } from './parameters.js';

/** What of a report is compared, in one way of writing. */
export interface MatchRecord {
  readonly family?: string;
  readonly given?: string;
  /** `YYYYMMDD`, or the first four or six digits of it. */
  readonly birthDate?: string;
  readonly sex?: string;
  readonly phone?: string;
  readonly street?: string;
  readonly house?: string;
  readonly city?: string;
  readonly postalCode?: string;
  readonly state?: string;
  /** Untrusted identifiers as `system|value`. */
  readonly numbers?: readonly string[];
}

/**
 * Brings what a message says about a person into the form that is compared. What stands for "unknown"
 * is left out, and so is a birth date that cannot be one.
 */
export function matchRecordOf(
  details: Details,
  identifiers: readonly Identifier[],
  parameters: MatchingParameters,
): MatchRecord {
  const { name, address } = details;
  const names = new Set(parameters.placeholders.names);
  const named = (text: string | undefined) => {
    const plain = letters(text ?? '');
    return plain && !names.has(plain) ? plain : undefined;
  };
  // What a server calls its record is nothing that people are told or that others could know.
  const numbers = identifiers
    .filter(({ trusted, isLocal }) => !trusted && !isLocal)
    .flatMap((identifier) => numberOf(identifier, parameters));
  return present({
    family: named(name?.family),
    given: named(name?.given?.find((each) => letters(each))),
    birthDate: birthDateOf(details.birthDate, parameters),
    sex: sexOf(details.sex),
    phone: phoneOf(details.phone, parameters),
    ...streetOf(address?.line ?? [], parameters),
    city: letters(address?.city ?? '') || undefined,
    postalCode: postalCodeOf(address?.postalCode),
    state: letters(address?.state ?? '') || undefined,
    numbers: numbers.length > 0 ? [...new Set(numbers)].sort() : undefined,
  });
}

const present = (record: Record<string, unknown>): MatchRecord =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Letters only: hyphens, blanks and apostrophes are written or not by chance. */
const letters = (text: string) => plain(text).replace(/[^\p{L}]/gu, '');

function birthDateOf(birthDate: string | null | undefined, { placeholders }: MatchingParameters) {
  if (!birthDate || placeholders.birthDates.includes(birthDate)) return undefined;
  const digits = birthDate.replace(/\D/g, '').slice(0, 8);
  return digits.length >= 4 && digits >= EARLIEST_BIRTH ? digits : undefined;
}

/** What is written where nobody knows begins before anybody alive was born: 0001, 1800. */
const EARLIEST_BIRTH = '1880';

const SEXES: ReadonlyMap<string, string> = new Map([
  ['f', 'female'],
  ['m', 'male'],
]);

function sexOf(reported: string | null | undefined): string | undefined {
  const word = letters(reported ?? '');
  const sex = SEXES.get(word) ?? word;
  return sex === 'female' || sex === 'male' ? sex : undefined;
}

/** The last ten digits: a country code is written or not. */
function phoneOf(phone: string | null | undefined, { placeholders }: MatchingParameters) {
  const digits = (phone ?? '').replace(/\D/g, '').slice(-10);
  const isFiller = /^(\d)\1+$/.test(digits) || placeholders.numbers.includes(digits);
  return digits.length >= 6 && !isFiller ? digits : undefined;
}

function postalCodeOf(postalCode: string | undefined): string | undefined {
  const code = plain(postalCode ?? '').replace(/[^a-z0-9]/g, '');
  // The four digits behind a US code name a side of a street, and are written or not.
  return (/^\d{9}$/.test(code) ? code.slice(0, 5) : code) || undefined;
}

/** The street and the first number of the first line that has a street. */
function streetOf(lines: readonly string[], { streetWords, placeholders }: MatchingParameters) {
  const words = lines.map((line) =>
    plain(line)
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean),
  );
  const whole = ` ${words.flat().join(' ')} `;
  if (placeholders.streets.some((each) => whole.includes(` ${each} `))) return {};
  const house = words.flat().find((word) => /^\d/.test(word));
  const street = words
    .map((line) =>
      line.filter((word) => word !== house).map((word) => ownValue(streetWords, word) ?? word),
    )
    .find((line) => line.length > 0);
  return { house, street: street?.join(' ') };
}

function numberOf(
  { system, value }: Identifier,
  { placeholders, sameNumbers }: MatchingParameters,
): string[] {
  const plainValue = plain(value).replace(/[^\p{L}\p{N}]/gu, '');
  const isFiller = /^(.)\1*$/u.test(plainValue) || placeholders.numbers.includes(plainValue);
  if (plainValue.length < 4 || isFiller) return [];
  const name = plain(system.trim());
  const family = sameNumbers.find((systems) => systems.includes(name))?.[0] ?? name;
  return [`${family}|${plainValue}`];
}
