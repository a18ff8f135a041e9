import { stayOf } from '../../stay/domain/stay.js';
import type { PersonPlacements, Placement, Support } from './placement.js';

/**
 * A place of the level whose care went on after the reason happened, and is over: what the determination asks for
 * has been given, and its message came late, or was about a second person who turned out to be the first. What a
 * clinician decides is never late.
 */
export function servedBy(
  { placements, history }: Pick<PersonPlacements, 'placements' | 'history'>,
  wanted: Placement['level'] | null,
  { reasonAt, isByClinician }: Support,
): Placement | undefined {
  if (reasonAt === undefined || isByClinician) return undefined;
  return placements.find(({ level, status, course }) => {
    const end = status === 'completed' && stayOf(history, course.endedBy)?.end;
    return level === wanted && end && Date.parse(end.endedAt) > Date.parse(reasonAt);
  });
}
