/** So many places of a level were, or are, somebody's for so long. */
export interface LengthSample {
  /** Whole days from the first day on. */
  readonly days: number;
  /** By its plan, before its end or before anybody planned one, or not over yet. */
  readonly how: 'finished' | 'left' | 'still';
  readonly count: number;
}

/** How likely a place is freed on each of its days, while it has not been before. */
export interface Hazard {
  /** Between 0 and 1, for the day of this number; the first has the number 0. */
  at(day: number): number;
}

/** Beyond this age too few places are left to learn anything from. */
const LEARNED_DAYS = 365;

/** What a level is believed to be like counts as much as so many places that were seen. */
const PRIOR_PLACES = 3;

/**
 * Learns from places that were freed and from those that are not yet: who is still there counts for
 * every day they have been (Kaplan and Meier 1958). Until there is enough to learn from, a level is taken
 * to free a place with the same likelihood every day, so that it lasts as long as is usual.
 */
export function learnHazard(
  samples: readonly LengthSample[],
  isEnd: (sample: LengthSample) => boolean,
  usualDays: number,
): Hazard {
  const [ends, stops] = [new Float64Array(LEARNED_DAYS + 1), new Float64Array(LEARNED_DAYS + 1)];
  for (const sample of samples) {
    const day = Math.min(LEARNED_DAYS, Math.max(0, sample.days));
    stops[day]! += sample.count;
    if (isEnd(sample)) ends[day]! += sample.count;
  }
  const usual = 1 / Math.max(1, usualDays);
  const learned = new Float64Array(LEARNED_DAYS);
  let atRisk = stops.reduce((sum, count) => sum + count, 0);
  for (let day = 0; day < LEARNED_DAYS; day += 1) {
    learned[day] = (ends[day]! + PRIOR_PLACES * usual) / (atRisk + PRIOR_PLACES);
    atRisk -= stops[day]!;
  }
  return { at: (day) => learned[Math.max(0, day)] ?? usual };
}
