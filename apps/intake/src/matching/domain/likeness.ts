import type { MatchRecord } from './match-record.js';
import type { MatchingParameters } from './parameters.js';
import { birthDates, isNickname, texts, type Agreement } from './score.js';

/** What birth date, sex and name say about two records that one number names. */
export type Likeness = 'agrees' | 'contradicts' | 'open';

type Sameness = 'same' | 'different' | 'unclear';

/**
 * A number is evidence, not proof: it says who somebody is only while birth date, sex and name do not
 * contradict it. Two of the three clearly different are another person; two of the three the same, the same
 * person. Typing errors, nicknames and names in each other's place are no difference.
 */
export function likenessOf(a: MatchRecord, b: MatchRecord, to: MatchingParameters): Likeness {
  const parts = [names(a, b, to), sameness(birthDates(a.birthDate, b.birthDate)), sexes(a, b)];
  const count = (wanted: Sameness) => parts.filter((part) => part === wanted).length;
  if (count('different') >= 2) return 'contradicts';
  return count('same') >= 2 ? 'agrees' : 'open';
}

/** What all records of a person say together: any one of them that agrees is theirs. */
export function likenessTo(
  record: MatchRecord,
  records: readonly MatchRecord[],
  to: MatchingParameters,
): Likeness {
  let sofar: Likeness = 'open';
  for (const each of records) {
    const likeness = likenessOf(record, each, to);
    if (likeness === 'agrees') return likeness;
    if (likeness === 'contradicts') sofar = likeness;
  }
  return sofar;
}

/** Whether a record says enough of birth date, sex and name to tell two persons apart. */
export const isIdentifying = ({ family, given, birthDate, sex }: MatchRecord): boolean =>
  [family ?? given, birthDate, sex].filter(Boolean).length >= 2;

const SAMENESS: Readonly<Record<Agreement, Sameness>> = {
  exact: 'same',
  near: 'same',
  close: 'unclear',
  different: 'different',
  unknown: 'unclear',
};

const sameness = (agreement: Agreement): Sameness => SAMENESS[agreement];

const sexes = ({ sex: a }: MatchRecord, { sex: b }: MatchRecord): Sameness =>
  !a || !b ? 'unclear' : a === b ? 'same' : 'different';

function names(a: MatchRecord, b: MatchRecord, to: MatchingParameters): Sameness {
  const crossed = [texts(a.family, b.given, to), texts(a.given, b.family, to)].map(sameness);
  if (crossed.every((each) => each === 'same')) return 'same';
  const given = isNickname(a.given, b.given, to) ? 'same' : part(a.given, b.given, to);
  const known = [part(a.family, b.family, to), given];
  if (known.includes('different')) return 'different';
  return known.includes('same') && !isUnclear(a, b, known) ? 'same' : 'unclear';
}

/** A part that both told and that is neither the same nor clearly another leaves the name open. */
const isUnclear = (a: MatchRecord, b: MatchRecord, [family, given]: readonly Sameness[]): boolean =>
  Boolean(
    (family === 'unclear' && a.family && b.family) || (given === 'unclear' && a.given && b.given),
  );

/** A double name is written whole or in part. */
function part(a: string | undefined, b: string | undefined, to: MatchingParameters): Sameness {
  if (a && b && Math.min(a.length, b.length) >= 3 && (a.includes(b) || b.includes(a)))
    return 'same';
  return sameness(texts(a, b, to));
}
