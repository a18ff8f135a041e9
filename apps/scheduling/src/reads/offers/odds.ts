/** Stands for all offers of a program, whatever the person needs. */
export const ANY_NEED = 'any';

/** How a program answered offers of people with one need. */
export interface Answers {
  readonly accepted: number;
  readonly declined: number;
}

/**
 * The probability that the next offer is accepted: the mean of Beta(1 + accepted, 1 + declined), so that
 * a program nobody has asked yet stands at one half.
 */
export const acceptanceOdds = ({ accepted, declined }: Answers): number =>
  round((accepted + 1) / (accepted + declined + 2));

/** Fewer answers than this flag nobody [P]. */
const LEAST_ANSWERS = 5;
/** The normal quantile of a one-sided probability of error of 5 in 100. */
const Z = 1.645;

/**
 * Whether a program declines a need more often than other programs of its level, and not by chance: the
 * lower bound of its share of declines (Wilson score interval) lies above the share of all the others.
 */
export function declinesMore(own: Answers, others: Answers): boolean {
  const n = own.accepted + own.declined;
  const othersN = others.accepted + others.declined;
  if (n < LEAST_ANSWERS || othersN < LEAST_ANSWERS) return false;
  return lowerBound(own.declined / n, n) > others.declined / othersN;
}

/** Wilson, E. B. (1927): the bound stays within 0 and 1 and is fair to small numbers. */
function lowerBound(share: number, n: number): number {
  const centre = share + (Z * Z) / (2 * n);
  const width = Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n));
  return (centre - width) / (1 + (Z * Z) / n);
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
