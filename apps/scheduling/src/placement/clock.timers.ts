import type { TimerChange } from '@handrail/messaging';
import type { PersonPlacements, Placement } from './domain/placement.js';
import { lookAtClocks } from './domain/waiting/signal-clocks.js';

/** Something falls due on a clock of somebody who waits. Named as the warnings of earlier releases are. */
export const DEADLINE_NEAR = 'timer.scheduling.deadline-near';

/** Which timers of a person's clocks change from one state to the next; each placement has one. */
export function clockTimers(
  before: PersonPlacements,
  after: PersonPlacements,
  now: string,
): TimerChange[] {
  if (before === after) return [];
  const known = new Map(before.placements.map((placement) => [placement.id, placement]));
  const isMoved =
    before.waiting !== after.waiting ||
    after.placements.some((placement) => known.get(placement.id) !== placement);
  if (!isMoved) return [];
  return after.placements.flatMap((placement) => {
    const was = known.get(placement.id);
    // What another placement has met is due here no more.
    const looked = was ? lookAtClocks(was, before, now) : null;
    return looked === lookAtClocks(placement, after, now) ? [] : [nextLook(placement, after, now)];
  });
}

/** The timer of a placement's clocks as it has to be, whatever it was. */
export function nextLook(placement: Placement, person: PersonPlacements, now: string): TimerChange {
  const { id: placementId } = placement;
  const name = `clocks:${placementId}`;
  const dueAt = lookAtClocks(placement, person, now);
  return dueAt === null
    ? { kind: 'cancel', name }
    : { kind: 'set', name, type: DEADLINE_NEAR, dueAt, data: { placementId } };
}
