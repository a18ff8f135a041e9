import { addDays, startOfDay, type Level } from '@handrail/domain';

export interface ReviewNumbers {
  /** A stay in a level is reviewed every so many days. */
  readonly everyDays: number;
  /** Further days on which a stay in intensive outpatient is reviewed (weeks 8 and 12). */
  readonly iopDays: readonly number[];
  readonly timeZone: string;
}

/** A person in a level of care since a day. */
export interface InLevel {
  readonly placementId: string;
  readonly level: Level;
  readonly startsOn: string;
}

/** When the next review of a stay in a level is due. */
export interface NextReview {
  readonly daysInLevel: number;
  readonly dueAt: string;
}

/**
 * The first review after `afterDays` in the level. Long-term support has no end to work towards and
 * is not reviewed.
 */
export function nextReview(
  level: Level,
  startsOn: string,
  afterDays: number,
  numbers: ReviewNumbers,
): NextReview | null {
  if (level === 'LTS') return null;
  const regular = (Math.floor(afterDays / numbers.everyDays) + 1) * numbers.everyDays;
  const special = level === 'IOP' ? numbers.iopDays.filter((days) => days > afterDays) : [];
  const daysInLevel = Math.min(regular, ...special);
  return { daysInLevel, dueAt: startOfDay(addDays(startsOn, daysInLevel), numbers.timeZone) };
}
