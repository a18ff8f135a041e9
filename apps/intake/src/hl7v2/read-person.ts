import { localDay } from '@handrail/domain';
import { statedAuthority } from '../inbound/domain/authority-system.js';
import { isIdentifierText, MESSAGE_LIMITS } from '../inbound/message-limits.js';
import type { Details, Identifier, NamedPerson } from '../inbound/domain/named-person.js';
import { facilitySystem, type Profile } from '../profile/source-profiles.js';
import type { Hl7Field, Hl7Message, Hl7Segment } from './hl7-message.js';
import { DAY, digitsOf, readDate } from './hl7-time.js';
import { withPlainFields } from './plain-fields.js';

/** What comes behind them is a fault of the sender. */
export const MAX_IDENTIFIERS = MESSAGE_LIMITS.identifiers;

/** Where a PID names the person, repetition by repetition. */
export const identifierFields = (pid: Hl7Segment): readonly Hl7Field[] =>
  [3, 2, 4].flatMap((field) => pid.repetitions(field));

/** The person of a PID segment, as they are at a time. PID-3 first; PID-2 and PID-4 are how older feeds say the same. */
export function readPerson(
  pid: Hl7Segment,
  profile: Profile,
  facility: string,
  at: string,
): NamedPerson {
  const fields = identifierFields(pid).slice(0, MAX_IDENTIFIERS);
  const identifiers = identifiersOf(fields, profile, facility, at);
  const ssn = { system: 'urn:oid:2.16.840.1.113883.4.1', value: pid.text(19) };
  if (!profile.namesNobody(ssn)) identifiers.push({ ...ssn, trusted: false });
  return { identifiers, details: detailsOf(withPlainFields(pid)) };
}

/** Who an MRG segment retires. */
export function readRetired(
  mrg: Hl7Segment,
  profile: Profile,
  facility: string,
  at: string,
): NamedPerson {
  const fields = [...mrg.repetitions(1), ...mrg.repetitions(4)].slice(0, MAX_IDENTIFIERS);
  return { identifiers: identifiersOf(fields, profile, facility, at), details: {} };
}

function identifiersOf(
  fields: readonly Hl7Field[],
  profile: Profile,
  facility: string,
  at: string,
): Identifier[] {
  const seen = new Set<string>();
  return fields.flatMap((field) => {
    const value = field.component(1);
    const type = field.component(5).toUpperCase();
    const authority = statedAuthority(systemOf(field, profile, facility));
    const { system } = authority;
    if (profile.namesNobody({ system, value, types: [type] })) return [];
    if (!isIdentifierText(system, value)) return [];
    const key = `${system}\n${value}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const trusted = profile.trusts(system, field.subcomponent(4, 1), type);
    return [{ ...authority, value, trusted, ...(hasRunOut(field, at, profile) ? RUN_OUT : {}) }];
  });
}

const RUN_OUT = { hasRunOut: true } as const;

/** CX-8 is the last day on which a number holds, or less than a day. */
function hasRunOut(field: Hl7Field, at: string, { zone }: Profile): boolean {
  const last = digitsOf(field.component(8)).slice(0, DAY);
  return last !== '' && last < digitsOf(localDay(at, zone)).slice(0, last.length);
}

/** CX-4 as a system; a value without authority belongs to its facility. */
function systemOf(field: Hl7Field, profile: Profile, facility: string): string {
  const namespace = field.subcomponent(4, 1);
  const universal = field.subcomponent(4, 2);
  const kind = field.subcomponent(4, 3).toUpperCase();
  if (universal && (kind === 'ISO' || /^\d+(\.\d+)+$/.test(universal)))
    return `urn:oid:${universal}`;
  if (universal && /^[a-z][a-z0-9+.-]*:/i.test(universal)) return universal;
  if (namespace) return profile.systemOf(namespace, facility);
  return facilitySystem(facility);
}

/** Fields of PID by the details they hold; the null in all of them clears what was known. */
const FIELDS = {
  name: [5],
  birthDate: [7],
  birthDateText: [7],
  sex: [8],
  address: [11],
  phone: [13, 14],
} as const;

function detailsOf(pid: Hl7Segment): Details {
  const name = pid.repetitions(5).find((each) => each.component(1) || each.component(2));
  const address = pid.repetitions(11)[0];
  const phone = [...pid.repetitions(13), ...pid.repetitions(14)].map(phoneOf).find(Boolean);
  const isCleared = (fields: readonly number[]) =>
    fields.some((field) => pid.isCleared(field)) &&
    fields.every((field) => pid.isCleared(field) || pid.raw(field) === '');
  const cleared = Object.entries(FIELDS).filter(([, fields]) => isCleared(fields));
  return {
    ...Object.fromEntries(cleared.map(([detail]) => [detail, null])),
    ...(name ? { name: nameOf(name) } : {}),
    ...birthDateOf(pid.text(7)),
    ...(pid.text(8) ? { sex: SEX.get(pid.text(8).toUpperCase()) ?? 'unknown' } : {}),
    ...(phone ? { phone } : {}),
    ...(address ? { address: addressOf(address) } : {}),
  };
}

const SEX: ReadonlyMap<string, string> = new Map([
  ['F', 'female'],
  ['FEMALE', 'female'],
  ['M', 'male'],
  ['MALE', 'male'],
  ['O', 'other'],
  ['A', 'other'],
]);

const nameOf = (name: Hl7Field) => ({
  family: name.component(1),
  given: [name.component(2), name.component(3)].filter(Boolean),
});

/** Impossible dates are kept as text: feeds send them, and they must not stop anything. */
function birthDateOf(text: string): Details {
  if (!text) return {};
  const birthDate = readDate(text);
  return birthDate ? { birthDate } : { birthDateText: text };
}

/** A telephone of one repetition: PID-13 and PID-14 hold e-mail addresses and pagers as well. */
function phoneOf(phone: Hl7Field): string | undefined {
  const [use, equipment] = [phone.component(2), phone.component(3)].map((code) =>
    code.toUpperCase(),
  );
  if (use === 'NET' || equipment === 'INTERNET' || equipment === 'X.400') return undefined;
  const parts = [phone.component(6), phone.component(7)].filter(Boolean).join(' ');
  return [phone.component(1), parts, phone.component(12)].find(
    (text) => /\d/.test(text) && !text.includes('@'),
  );
}

function addressOf(address: Hl7Field) {
  const line = [address.component(1), address.component(2)].filter(Boolean);
  const parts = { city: 3, state: 4, postalCode: 5 } as const;
  return {
    ...(line.length > 0 ? { line } : {}),
    ...Object.fromEntries<string>(
      Object.entries(parts)
        .map(([name, at]) => [name, address.component(at)] as const)
        .filter(([, value]) => value),
    ),
  };
}

/** The visits a message moves, each with its number until now and the one beside it, if any. */
export function movedVisits(
  message: Hl7Message,
): Array<{ number: string; to: string; pv1: Hl7Segment; mrg: Hl7Segment }> {
  const pv1s = message.all('PV1');
  return message.all('MRG').flatMap((mrg, at) => {
    const pv1 = pv1s[at] ?? pv1s[0] ?? message.segment('PV1');
    const to = pv1.text(19);
    const number = mrg.text(5) || to;
    return number ? [{ number, to, pv1, mrg }] : [];
  });
}

/** Every PID of a message with the MRG that follows it: a merge message may carry several pairs. */
export function mergePairs(message: Hl7Message): Array<{ pid: Hl7Segment; mrg: Hl7Segment }> {
  const pairs: Array<{ pid: Hl7Segment; mrg: Hl7Segment }> = [];
  let pid: Hl7Segment | undefined;
  for (const segment of message.segments) {
    if (segment.name === 'PID') pid = segment;
    if (segment.name === 'MRG' && pid) pairs.push({ pid, mrg: segment });
  }
  return pairs;
}
