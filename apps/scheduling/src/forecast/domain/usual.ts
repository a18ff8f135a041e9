import type { ProgramLevel } from '@handrail/domain';
import { LEVEL_HOURS } from '../../program/domain/level-hours.js';
import type { LevelUsual } from './learn-level.js';

/**
 * Days people usually stay where no plan of sessions says so: 3 to 7 of detox, 30 to 90 of residential
 * care; half a year in a recovery residence [P].
 */
const USUAL_DAYS: Readonly<Partial<Record<ProgramLevel, number>>> = { WM: 5, RES: 45, RR: 180 };

/** A bed nobody came to is free after two days, a place with sessions after three weeks. */
const NEVER_CAME_DAYS = { bed: 2, sessions: 21 };

/** What a level is believed to be like before anything was learned. */
export function usualOf(level: ProgramLevel): LevelUsual {
  const lengthDays = USUAL_DAYS[level];
  if (lengthDays !== undefined)
    return { lengthDays, planDays: null, neverCameAfterDays: NEVER_CAME_DAYS.bed };
  const planDays = 7 * LEVEL_HOURS[level].planWeeks;
  return { lengthDays: planDays, planDays, neverCameAfterDays: NEVER_CAME_DAYS.sessions };
}
