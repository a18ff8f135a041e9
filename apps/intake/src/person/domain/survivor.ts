/** Two persons who turn out to be one. */
export interface Pair {
  readonly survivorId: string;
  readonly retiredId: string;
}

/**
 * Who stays when two persons are merged. The one the source names, unless the others know only the other:
 * what they were told must not move to somebody they have never heard of.
 */
export function whoSurvives(named: Pair, isKnown: (personId: string) => boolean): Pair {
  const { survivorId, retiredId } = named;
  return !isKnown(survivorId) && isKnown(retiredId)
    ? { survivorId: retiredId, retiredId: survivorId }
    : named;
}
