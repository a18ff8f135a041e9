import type { MatchRecord } from './match-record.js';
import type { KeyPart, MatchingParameters } from './parameters.js';
import { soundex } from './similarity.js';

/**
 * The blocking keys of a record, as text: records that share one are compared, all others never. Each
 * pass survives other errors, so that a pair is missed only when every pass is hit.
 */
export function blockingKeysOf(record: MatchRecord, parameters: MatchingParameters): string[] {
  const keys = parameters.blocking.passes.flatMap((pass) => {
    const parts = pass.map((part) => VALUES_OF[part](record));
    const combined = parts.reduce<string[]>(
      (before, values) => before.flatMap((text) => values.map((value) => `${text}|${value}`)),
      [pass.join('+')],
    );
    return combined;
  });
  return [...new Set(keys)];
}

const some = (value: string | undefined) => (value ? [value] : []);

const full = ({ birthDate }: MatchRecord) => (birthDate?.length === 8 ? birthDate : undefined);

const VALUES_OF: Readonly<Record<KeyPart, (record: MatchRecord) => readonly string[]>> = {
  familySound: ({ family }) => some(family && (soundex(family) || family)),
  givenSound: ({ given }) => some(given && (soundex(given) || given)),
  // Sorted, because the two change places now and then.
  namesSound: ({ family, given }) =>
    family && given ? [[soundex(family) || family, soundex(given) || given].sort().join('/')] : [],
  birthDate: (record) => some(full(record)),
  birthYear: ({ birthDate }) => some(birthDate?.slice(0, 4)),
  birthDay: (record) => some(full(record)?.slice(4)),
  phone: ({ phone }) => some(phone),
  number: ({ numbers }) => numbers ?? [],
  postalCode: ({ postalCode }) => some(postalCode),
  city: ({ city }) => some(city),
  street: ({ street }) => some(street),
  house: ({ house }) => some(house),
};

/** Values whose frequency weighs an agreement, as text; a common one says less. */
export function countedValuesOf(record: MatchRecord): string[] {
  const { family, given, city, postalCode, street, phone, numbers } = record;
  return Object.entries({ family, given, city, postalCode, street, phone })
    .flatMap(([field, value]) => (value ? [valueKey(field, value)] : []))
    .concat((numbers ?? []).map((number) => valueKey('number', number)));
}

export const valueKey = (field: string, value: string): string => `${field}=${value}`;
