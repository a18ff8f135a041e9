import { ownValue } from '@handrail/domain';
import { valueKey } from './blocking.js';
import type { MatchRecord } from './match-record.js';
import type { Field, AgreementLevel, MatchingParameters } from './parameters.js';
import { isOneEditAway, jaroWinkler } from './similarity.js';

export type Agreement = 'exact' | 'near' | 'close' | 'different' | 'unknown';

/** How often a value was seen among how many records. */
export interface Frequencies {
  readonly records: number;
  of(key: string): number;
}

/** Evidence for and against two records being of one person, in bits. */
export interface Score {
  readonly total: number;
  /** Of what is the person's own: given name, birth date, sex, numbers. */
  readonly person: number;
  /** Of what stands beside name and birth date: phone, address, numbers. */
  readonly support: number;
  readonly agreements: Readonly<Record<Field, Agreement>>;
  /** The given names are two forms of one. */
  readonly isNickname: boolean;
}

/** A single field: how it agrees and what that weighs. */
interface Weighed {
  readonly agreement: Agreement;
  readonly bits: number;
}

/** Sum of log2(m/u) over the fields, after Fellegi and Sunter (1969). Fields not told weigh nothing. */
export function scoreOf(
  a: MatchRecord,
  b: MatchRecord,
  parameters: MatchingParameters,
  frequencies: Frequencies,
): Score {
  const weigh = (field: Field, agreement: Agreement, value = ''): Weighed => ({
    agreement,
    bits: bitsOf(field, agreement, value, parameters, frequencies),
  });
  const { family, given, swapped } = names(a, b, parameters, weigh);
  const birthDate = weigh('birthDate', birthDates(a.birthDate, b.birthDate));
  const sex = weigh('sex', same(a.sex, b.sex));
  const number = numbers(a.numbers, b.numbers, weigh);
  const phone = weigh('phone', digits(a.phone, b.phone), a.phone);
  const address = {
    street: weigh('street', texts(a.street, b.street, parameters), a.street),
    house: weigh('house', digits(a.house, b.house), a.house),
    city: weigh('city', texts(a.city, b.city, parameters), a.city),
    postalCode: weigh('postalCode', digits(a.postalCode, b.postalCode), a.postalCode),
    state: weigh('state', digits(a.state, b.state), a.state),
  };
  const where = placeBits(address, parameters);
  const all = { family, given, birthDate, sex, number, phone, ...address };
  return {
    total: sum([family, given, birthDate, sex, number, phone]) + swapped + where,
    person: sum([given, birthDate, sex, number]),
    support: sum([phone, number]) + where,
    isNickname: isNickname(a.given, b.given, parameters),
    agreements: Object.fromEntries(
      Object.entries(all).map(([field, { agreement }]) => [field, agreement]),
    ) as Record<Field, Agreement>,
  };
}

/**
 * An address agrees as one thing. City, postal code and state follow from each other and are shared by
 * thousands, so together they count once and little, in an empty database as in a full one.
 */
function placeBits(
  {
    street,
    house,
    ...area
  }: Readonly<Record<'street' | 'house' | 'city' | 'postalCode' | 'state', Weighed>>,
  { address: { atMost, atLeast, areaAtMost } }: MatchingParameters,
): number {
  const bits = Object.values(area).map((part) => part.bits);
  const agrees = Math.min(areaAtMost, Math.max(0, ...bits));
  const differs = bits.reduce((total, part) => total + Math.min(0, part), 0);
  return Math.min(atMost, Math.max(atLeast, street.bits + house.bits + agrees + differs));
}

const sum = (parts: readonly Weighed[]) => parts.reduce((total, { bits }) => total + bits, 0);

function bitsOf(
  field: Field,
  agreement: Agreement,
  value: string,
  { fields, assumedRecords, commonValues }: MatchingParameters,
  frequencies: Frequencies,
): number {
  if (agreement === 'unknown') return 0;
  const known = fields[field];
  const level: AgreementLevel = known[agreement] ?? known.different;
  if (agreement !== 'exact' || !known.countValues) return Math.log2(level.m / level.u);
  // Before much has been seen, the usual frequency stands for that of the value.
  const seen = frequencies.of(valueKey(field, value));
  const usual = ownValue(commonValues[field], value) ?? level.u;
  const u = (seen + usual * assumedRecords) / (frequencies.records + assumedRecords);
  return Math.log2(level.m / Math.min(0.5, u));
}

/** Straight or with family and given name in each other's place, whichever says more. */
function names(
  a: MatchRecord,
  b: MatchRecord,
  parameters: MatchingParameters,
  weigh: (field: Field, agreement: Agreement, value?: string) => Weighed,
) {
  const compare = (a?: string, b?: string) => texts(a, b, parameters);
  const nicknames = isNickname(a.given, b.given, parameters);
  const straight = {
    family: weigh('family', compare(a.family, b.family), a.family),
    given: weigh('given', nicknames ? 'near' : compare(a.given, b.given), a.given),
    swapped: 0,
  };
  const crossed = [compare(a.family, b.given), compare(a.given, b.family)] as const;
  if (!crossed.every((agreement) => agreement === 'exact' || agreement === 'near')) return straight;
  const swapped = {
    family: weigh('family', crossed[0], a.family),
    given: weigh('given', crossed[1], a.given),
    swapped: parameters.swappedNames,
  };
  const totalOf = (way: typeof straight) => way.family.bits + way.given.bits + way.swapped;
  return totalOf(swapped) > totalOf(straight) ? swapped : straight;
}

export const isNickname = (a: string | undefined, b: string | undefined, to: MatchingParameters) =>
  a !== undefined &&
  b !== undefined &&
  a !== b &&
  to.nicknames.some((forms) => forms.includes(a) && forms.includes(b));

export function texts(
  a: string | undefined,
  b: string | undefined,
  to: MatchingParameters,
): Agreement {
  if (!a || !b) return 'unknown';
  if (a === b) return 'exact';
  const similarity = jaroWinkler(a, b);
  const isTypo = isOneEditAway(a, b);
  // Of a short name one letter is much: another name is often as near.
  const isLong = Math.min(a.length, b.length) >= 4;
  if (isLong && (isTypo || similarity >= to.similarity.near)) return 'near';
  return isTypo || similarity >= to.similarity.close ? 'close' : 'different';
}

function digits(a: string | undefined, b: string | undefined): Agreement {
  if (!a || !b) return 'unknown';
  if (a === b) return 'exact';
  return isOneEditAway(a, b) ? 'near' : 'different';
}

const same = (a: string | undefined, b: string | undefined): Agreement =>
  !a || !b ? 'unknown' : a === b ? 'exact' : 'different';

/** Near: one digit, neighbours exchanged, or day and month exchanged. Close: two of three parts. */
export function birthDates(a: string | undefined, b: string | undefined): Agreement {
  if (!a || !b) return 'unknown';
  if (a.length < 8 || b.length < 8) {
    const length = Math.min(a.length, b.length);
    if (a.slice(0, length) !== b.slice(0, length)) return 'different';
    // Thousands are born in a year, and a feed that knows only the age makes one up.
    return length < 6 ? 'unknown' : 'close';
  }
  if (a === b) return 'exact';
  const parts = (date: string) => [date.slice(0, 4), date.slice(4, 6), date.slice(6)];
  const [ofA, ofB] = [parts(a), parts(b)];
  const exchanged = ofA[0] === ofB[0] && ofA[1] === ofB[2] && ofA[2] === ofB[1];
  if (exchanged || isOneEditAway(a, b)) return 'near';
  return ofA.filter((part, at) => part === ofB[at]).length === 2 ? 'close' : 'different';
}

/** Numbers are compared within one system; the best agreement of any system counts. */
function numbers(
  a: readonly string[] = [],
  b: readonly string[] = [],
  weigh: (field: Field, agreement: Agreement, value?: string) => Weighed,
): Weighed {
  const split = (number: string) => {
    const bar = number.lastIndexOf('|');
    return { system: number.slice(0, bar), value: number.slice(bar + 1), number };
  };
  const pairs = a.map(split).flatMap((left) =>
    b
      .map(split)
      .filter(({ system }) => system === left.system)
      .map((other) => weigh('number', digits(left.value, other.value), left.number)),
  );
  return pairs.reduce<Weighed>(
    (best, each) => (best.agreement === 'unknown' || each.bits > best.bits ? each : best),
    weigh('number', 'unknown'),
  );
}
