import { happened, PLACEMENT_REASONS, type Decision } from '@handrail/domain';
import { diedIn } from '../../stay/domain/stay.js';
import { evolve } from './evolve.js';
import { hasArrived, type PersonPlacements, type Placement } from './placement.js';
import type { PlacementEvent } from './placement-event.js';
import { wasRemoved } from './waiting/was-removed.js';

/**
 * Decides about the places of a person as if they had not died. A death may be taken back, and what was
 * determined, fell or was merged meanwhile has to have done then what it would have done to the places they had.
 * In the same step everything ends with the death again: nobody sees, or is given, a place of somebody dead.
 *
 * Where only a reassessment that fell said that they died, and no stay does, what is determined after that says
 * that they live.
 */
export function despiteDeath(
  person: PersonPlacements,
  decide: (alive: PersonPlacements) => Decision<PlacementEvent>,
): Decision<PlacementEvent> {
  const isDead = diedIn(person.history) !== undefined;
  const alive = person.placements
    .filter((each) => endedWithDeath(each, person) && (isDead || mayBeTakenUp(each)))
    .map(({ id: placementId }): PlacementEvent => ({
      ...{ kind: isDead ? 'death-set-aside' : 'placement-reinstated', placementId },
    }));
  if (alive.length === 0) return decide(person);
  const decision = decide(evolve(person, alive));
  return decision.kind === 'happened' ? happened(...alive, ...decision.events) : decision;
}

/** It would be theirs, or waited for. Who was taken off every list as dead by hand is put back by hand. */
export function endedWithDeath(
  { status, endReason }: Placement,
  { placements }: PersonPlacements,
): boolean {
  if (endReason !== PLACEMENT_REASONS.died) return false;
  if (status !== 'withdrawn') return status === 'completed';
  return !placements.some((each) => wasRemoved(each) && each.endReason === PLACEMENT_REASONS.died);
}

/** No stay has ended it, and somebody is there or something asks for it. */
const mayBeTakenUp = (placement: Placement): boolean =>
  placement.course.endedBy === null && (placement.support.length > 0 || hasArrived(placement));
