/** One thing wrong with a policy, placed so that its author finds it. */
export interface PolicyProblem {
  readonly file: string;
  /** The row at fault, by its id; its position when it has none; null for the file as a whole. */
  readonly row: string | null;
  readonly problem: string;
}

export const describeProblem = ({ file, row, problem }: PolicyProblem): string =>
  row === null ? `${file}: ${problem}` : `${file}, row ${row}: ${problem}`;

/** A policy that is refused, with everything that is wrong with it and not only the first thing. */
export class PolicyRefused extends Error {
  constructor(
    readonly folder: string,
    readonly problems: readonly PolicyProblem[],
  ) {
    super(`policy ${folder} is refused: ${problems.map(describeProblem).join('; ')}`);
    this.name = 'PolicyRefused';
  }
}
