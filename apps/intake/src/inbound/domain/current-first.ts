/**
 * Numbers that hold before those that ran out: of several numbers of one authority the first counts, and one
 * that a person had may be another's today.
 */
export const currentFirst = <T>(numbers: readonly T[], hasRunOut: (number: T) => boolean): T[] => [
  ...numbers.filter((number) => !hasRunOut(number)),
  ...numbers.filter(hasRunOut),
];
