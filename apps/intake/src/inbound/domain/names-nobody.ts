/** A number as a message gives it, before anybody asks whose it is. */
export interface StatedIdentifier {
  readonly system: string;
  readonly value: string;
  /** What kind of number it says it is: codes of HL7 table 0203. */
  readonly types?: readonly string[];
}

/**
 * Kinds of numbers that are not one person's: of an account or a visit, of whoever wants to stay
 * unknown, and of a plan that a whole family is insured under (HL7 table 0203).
 */
const NOT_OF_A_PERSON = new Set(['AN', 'ANON', 'ANC', 'VN', 'PNT', 'SN', 'MB']);

/** What people and engines write where a number is missing; letters and digits only, upper case. */
const PLACEHOLDERS = new Set([
  'ANONYMOUS',
  'MISSING',
  'NA',
  'NIL',
  'NOID',
  'NOMRN',
  'NONE',
  'NOTASSIGNED',
  'NOTAPPLICABLE',
  'NOTAVAILABLE',
  'NOTKNOWN',
  'NULL',
  'PENDING',
  'TBD',
  'TEMP',
  'TEMPORARY',
  'UNASSIGNED',
  'UNDEFINED',
  'UNK',
  'UNKNOWN',
]);

/** Systems of codes, which say what kind of number it is and not who gave it. */
const CODE_SYSTEM =
  /\/(CodeSystem|ValueSet)\/|^https?:\/\/(terminology\.hl7\.org\/(?!NamingSystem\/)|hl7\.org\/fhir\/(v[23]\/|identifier-(type|use))|snomed\.info\/sct|loinc\.org)|^urn:oid:2\.16\.840\.1\.113883\.(12(\.|$)|6\.(1|96)$)|v2-?0203/i;

/** An address that leads to no authority. */
const EMPTY_SYSTEM = /^(""|urn(:(oid|uuid))?:?|https?:\/*)?$/i;

/**
 * Whether what stands where an identifier should be names nobody: two persons who share it have nothing
 * in common. `placeholders` are further values that a source writes for "none", in their plain form.
 */
export function namesNobody(
  { system, value, types = [] }: StatedIdentifier,
  placeholders: ReadonlySet<string> = new Set(),
): boolean {
  const plain = plainValue(value);
  return (
    EMPTY_SYSTEM.test(system.trim()) ||
    CODE_SYSTEM.test(system.trim()) ||
    types.some((type) => NOT_OF_A_PERSON.has(type.trim().toUpperCase())) ||
    plain === '' ||
    PLACEHOLDERS.has(plain) ||
    placeholders.has(plain) ||
    isMask(value, plain)
  );
}

/** Letters and digits in capitals: how placeholders are compared. */
export const plainValue = (value: string): string =>
  value
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/**
 * A row of zeros, nines, X or asterisks; also one that leaves the last digits to be read. Whoever counts
 * patients comes by 00, 99 and 999.
 */
const isMask = (value: string, plain: string): boolean =>
  /^(0|0{3,}|9{4,}|X{2,})$/.test(plain) || /\*{2}/.test(value) || /^X{3,}\d{0,4}$/.test(plain);
