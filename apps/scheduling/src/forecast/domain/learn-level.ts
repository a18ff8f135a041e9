import type { LevelLearned } from './expected-ends.js';
import { learnHazard, type LengthSample } from './lengths.js';

/** What became of the places of a level, as it is counted. */
export interface LevelHistory {
  /** Places with a plan of sessions or a planned discharge. */
  readonly planned: readonly LengthSample[];
  /** Places without a planned end. */
  readonly unplanned: readonly LengthSample[];
  /** Places to which nobody came: how many days after the first one they were free again. */
  readonly neverCame: { readonly count: number; readonly afterDays: number };
  /** Places to which somebody came. */
  readonly came: number;
  /** Days from the day a place is given to its first one, on average. */
  readonly startsAfterDays: number;
}

/** What is usual at a level, until enough is learned. */
export interface LevelUsual {
  readonly lengthDays: number;
  readonly planDays: number | null;
  readonly neverCameAfterDays: number;
}

/** Of so many places that were given, so many are believed to have been given in vain beforehand. */
const PRIOR = { given: 10, inVain: 1 };

/** What is learned about the places of a level from what became of them. */
export function learnLevel(history: LevelHistory, usual: LevelUsual): LevelLearned {
  const { planned, unplanned, neverCame, came } = history;
  const given = neverCame.count + came;
  return {
    early: learnHazard(planned, ({ how }) => how === 'left', 4 * usual.lengthDays),
    length: learnHazard(unplanned, ({ how }) => how !== 'still', usual.lengthDays),
    neverCame: {
      share: (neverCame.count + PRIOR.inVain) / (given + PRIOR.given),
      afterDays: Math.round(neverCame.count > 0 ? neverCame.afterDays : usual.neverCameAfterDays),
    },
    startsAfterDays: Math.round(history.startsAfterDays),
    planDays: usual.planDays,
  };
}
