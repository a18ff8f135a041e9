import { LEVEL_OF_SETTING, LEVELS_WITH_AN_END, type Level } from '@handrail/domain';
import type { Care, CarePlacement, CareStay } from './care.js';

/** Stays that have begun and not ended. */
const openStays = (care: Care): readonly CareStay[] =>
  care.stays.filter((stay) => stay.endedAt === null);

/** Placements that last. */
export const activePlacements = (care: Care): readonly CarePlacement[] =>
  care.placements.filter((placement) => placement.endedAt === null);

/** Whether anything is going on: an open stay or a confirmed placement. */
export const isInCare = (care: Care): boolean =>
  openStays(care).length > 0 || activePlacements(care).length > 0;

/** When the last care that is over ended; null while the person is in care or never was. */
export function lastCareEndedAt(care: Care): string | null {
  if (isInCare(care)) return null;
  const last = { at: null as string | null, ms: -Infinity };
  for (const { endedAt } of [...care.stays, ...care.placements]) {
    const ms = endedAt === null ? NaN : Date.parse(endedAt);
    if (ms >= last.ms) [last.at, last.ms] = [endedAt, ms];
  }
  return last.at;
}

/** Whether the last planned session of a program that ends with its plan lies before a review of it. */
export const endsBeforeReview = (
  { level, lastSessionAt }: CarePlacement,
  reviewAt: string,
): boolean =>
  LEVELS_WITH_AN_END.includes(level) &&
  lastSessionAt !== undefined &&
  byTime(lastSessionAt, reviewAt) < 0;

/** Level of the confirmed placement; else of the stay that is open; null when neither tells. */
export function levelHeld(care: Care): Level | null {
  const placed = [...activePlacements(care)].sort((a, b) => byTime(a.confirmedAt, b.confirmedAt));
  if (placed.length > 0) return placed.at(-1)!.level;
  const stays = openStays(care)
    .filter((stay) => LEVEL_OF_SETTING[stay.setting] !== null)
    .sort((a, b) => byTime(a.startedAt ?? '', b.startedAt ?? ''));
  const last = stays.at(-1);
  return last ? LEVEL_OF_SETTING[last.setting] : null;
}

const byTime = (a: string, b: string) => Date.parse(a || '0000') - Date.parse(b || '0000');
