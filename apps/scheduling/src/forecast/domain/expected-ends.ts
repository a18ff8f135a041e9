import type { Hazard } from './lengths.js';

/** Somebody has this place. Days are counted from now: 0 is today. */
export interface PlaceTaken {
  /** The first day; ahead when the person has not begun. */
  readonly beganOn: number;
  /** The last day of its plan or the day of a planned discharge; null when none is known. */
  readonly endsOn: number | null;
  /** Whether the person was seen there. */
  readonly hasArrived: boolean;
}

/** What is learned about the places of a level. */
export interface LevelLearned {
  /** Of places whose end was planned: how they are left before it. */
  readonly early: Hazard;
  /** Of places without a planned end. */
  readonly length: Hazard;
  /** Share of places to which nobody comes, and how many days after the first such a place is free. */
  readonly neverCame: { readonly share: number; readonly afterDays: number };
  /** Days from the day a place is given to its first one. */
  readonly startsAfterDays: number;
  /** Length of a plan that is made anew; null at levels that plan none. */
  readonly planDays: number | null;
}

/** Adds a part of a place that is freed on a day, when it lies within what is looked at. */
export function addOn(days: Float64Array, day: number, part: number): void {
  const at = Math.max(0, day);
  if (at < days.length) days[at]! += part;
}

/** Of those who come, half are seen for the first time on each day from the first one on [P]. */
const SEEN_A_DAY = 0.5;

/** How likely nobody will come to a place, so many days after its first one on which nobody came. */
function notComing(share: number, daysSilent: number): number {
  const comesLater = (1 - share) * (1 - SEEN_A_DAY) ** Math.max(0, daysSilent);
  return share / (share + comesLater);
}

/** Adds to each day how much of a place is likely to be freed on it: all parts come to one at most. */
export function addEndsOf(days: Float64Array, place: PlaceTaken, learned: LevelLearned): void {
  const { beganOn, endsOn, hasArrived } = place;
  let left = 1;
  if (!hasArrived) {
    const { afterDays } = learned.neverCame;
    const inVain = notComing(learned.neverCame.share, -beganOn);
    addOn(days, beganOn + afterDays, inVain);
    left -= inVain;
  }
  const hazard = endsOn === null ? learned.length : learned.early;
  for (let day = Math.max(0, beganOn); day < days.length; day += 1) {
    if (endsOn !== null && day >= endsOn) {
      days[day]! += left;
      return;
    }
    const freed = left * hazard.at(day - beganOn);
    days[day]! += freed;
    left -= freed;
  }
}

/** How much of a place that is given on day 0 is likely to be free again on each day after it. */
export function freedAgain(horizonDays: number, learned: LevelLearned): Float64Array {
  const days = new Float64Array(horizonDays);
  const beganOn = learned.startsAfterDays;
  const endsOn = learned.planDays === null ? null : beganOn + learned.planDays;
  addEndsOf(days, { beganOn, endsOn, hasArrived: false }, learned);
  return days;
}
