import { localDay } from '@handrail/domain';
import type { Details, Identifier, NamedPerson } from '../inbound/domain/named-person.js';
import { statedAuthority } from '../inbound/domain/authority-system.js';
import { isIdentifierText } from '../inbound/message-limits.js';
import { holdsEntities, plainText } from '../inbound/plain-text.js';
import type { Profile } from '../profile/source-profiles.js';
import { readFhirTime } from './fhir-time.js';
import { listOf, textOf, wordsOf, type FhirIdentifier, type Resource } from './fhir-shapes.js';

interface HumanName {
  readonly use?: string;
  readonly family?: string;
  readonly given?: unknown;
}

interface PostalAddress {
  readonly line?: unknown;
  readonly city?: string;
  readonly state?: string;
  readonly postalCode?: string;
}

/** The person a Patient resource is about, as they are at a time. */
export function readPatient(patient: Resource, profile: Profile, at: string): NamedPerson {
  return {
    identifiers: listOf<FhirIdentifier>(patient['identifier']).flatMap((identifier) => {
      const read = readIdentifier(identifier, profile);
      if (!hasRunOut(identifier, at, profile)) return read;
      return read.map((each) => ({ ...each, hasRunOut: true }));
    }),
    details: detailsOf(patient),
  };
}

/** Whether an identifier was theirs once; the last day that is told is one on which it holds. */
export function hasRunOut({ use, period }: FhirIdentifier, at: string, { zone }: Profile): boolean {
  if (use === 'old') return true;
  const end = readFhirTime(period?.end, zone);
  if (!end) return false;
  const last = textOf(period?.end)!.trim();
  const isDayAtMost = last.length <= 'YYYY-MM-DD'.length;
  return isDayAtMost ? last < localDay(at, zone).slice(0, last.length) : end.at < at;
}

/** An identifier of a person; none where it names nobody. */
export function readIdentifier(
  { system, value, type }: FhirIdentifier,
  profile: Profile,
): Identifier[] {
  const stated = {
    ...statedAuthority(textOf(system) ?? ''),
    value: textOf(value) ?? '',
    types: wordsOf(type),
  };
  if (profile.namesNobody(stated) || !isIdentifierText(stated.value, stated.system)) return [];
  const trusted = profile.trusts(stated.system, ...stated.types);
  const { types: _, ...identifier } = stated;
  return [{ ...identifier, trusted }];
}

const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : []).flatMap((each) => textOf(each) ?? []);

function detailsOf(patient: Resource): Details {
  const names = listOf<HumanName>(patient['name']);
  const name = names.find(({ use }) => use === 'official') ?? names[0];
  const phone = listOf<{ system?: string; value?: string }>(patient['telecom']).find(
    ({ system }) => system === 'phone',
  )?.value;
  const address = listOf<PostalAddress>(patient['address'])[0];
  const birthDate = textOf(patient['birthDate']);
  const sex = textOf(patient['gender']);
  return {
    ...(name ? { name: { ...pick(name, 'family'), given: texts(name.given).map(plain) } } : {}),
    ...(birthDate ? { birthDate } : {}),
    ...(sex ? { sex } : {}),
    ...(textOf(phone) ? { phone: textOf(phone) } : {}),
    ...(address
      ? {
          address: {
            line: texts(address.line).map(plain),
            ...pick(address, 'city', 'state', 'postalCode'),
          },
        }
      : {}),
  };
}

/** Whether a name or an address was written by a form that writes HTML. */
export const hasEntities = (patient: Resource): boolean =>
  ['name', 'address'].some((element) => holdsEntities(JSON.stringify(patient[element] ?? '')));

const plain = (text: string) => plainText(text);

/** Those of the elements that are texts. */
const pick = <T extends object>(object: T, ...names: ReadonlyArray<keyof T & string>) =>
  Object.fromEntries<string>(
    names.flatMap((name) => {
      const text = textOf(object[name]);
      return text ? [[name, plain(text)] as const] : [];
    }),
  );
