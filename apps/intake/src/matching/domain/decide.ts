import type { MatchingParameters } from './parameters.js';
import type { Score } from './score.js';

export type Verdict = 'link' | 'review' | 'apart';

/**
 * What a score means. A link needs more than its sum: something of the person's own, so that two of one
 * household stay two; something beside name and birth date, which many share; nothing that contradicts,
 * unless an equal number outweighs it; and nothing that is only alike where it has to be the same. Who falls
 * short of a link but not of the sum is shown to people.
 */
export function verdictOn(score: Score, { thresholds }: MatchingParameters): Verdict {
  const { total, person, support, agreements } = score;
  const contradictions = [agreements.given, agreements.birthDate].filter(
    (agreement) => agreement === 'different',
  ).length;
  const isExplained =
    contradictions === 0 || (contradictions === 1 && agreements.number === 'exact');
  if (
    total >= thresholds.link &&
    person >= thresholds.personEvidence &&
    support >= thresholds.support &&
    isExplained &&
    isSurelySame(score)
  )
    return 'link';
  return total >= thresholds.review && person >= thresholds.reviewPersonEvidence
    ? 'review'
    : 'apart';
}

/**
 * Twins are alike in all but the given name, and a birth date that is one digit off is another's: without a
 * number that both have, alike given names never link, and a birth date that is not the very same needs the
 * same telephone beside it; where none is told, a mistyped number does.
 */
function isSurelySame({ agreements, isNickname }: Score): boolean {
  const { number, given, birthDate, phone } = agreements;
  if (number === 'exact') return true;
  const isAlikeOnly = (given === 'near' || given === 'close') && !isNickname;
  const isUntold = birthDate === 'unknown' && number === 'near';
  return !isAlikeOnly && (birthDate === 'exact' || phone === 'exact' || isUntold);
}

/** A person who shares a blocking key with a record, and how well their best record agrees. */
export interface LikePerson {
  readonly personId: string;
  readonly score: Score;
  /** An authority that both trust calls them differently. */
  readonly isAnother: boolean;
}

/** Who a record belongs to, as far as matching says. */
export interface Match {
  /** Persons the record is of, best first: the first takes it, the others are the same person. */
  readonly same: readonly string[];
  /** Persons somebody should compare with its owner, best first. */
  readonly maybe: readonly string[];
}

/**
 * Chooses among the candidates of one record. A candidate whom a trusted authority calls differently is
 * never linked by a score, however high: that authority says they are two.
 */
export function matchOf(candidates: readonly LikePerson[], parameters: MatchingParameters): Match {
  const judged = [...candidates]
    .sort((a, b) => b.score.total - a.score.total || (a.personId < b.personId ? -1 : 1))
    .map((candidate) => ({ candidate, verdict: verdictOn(candidate.score, parameters) }))
    .filter(({ verdict }) => verdict !== 'apart');
  const links = ({ candidate, verdict }: (typeof judged)[number]) =>
    verdict === 'link' && !candidate.isAnother;
  const ids = (some: typeof judged) => some.map(({ candidate }) => candidate.personId);
  return {
    same: ids(judged.filter(links)),
    maybe: ids(judged.filter((each) => !links(each))).slice(0, parameters.blocking.reviewLimit),
  };
}
