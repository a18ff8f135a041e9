import { happened, ignored, PLACEMENT_REASONS, type Decision } from '@handrail/domain';
import { asksFor, hasArrived, isPending, isWaiting, placementOf } from './placement.js';
import type { PersonPlacements, Placement } from './placement.js';
import { despiteDeath } from './despite-death.js';
import { evolve } from './evolve.js';
import { madeWay } from './made-way.js';
import type { PlacementEvent } from './placement-event.js';

export interface ReassessmentFell {
  readonly reassessmentId: string;
  readonly reason: string;
  /** The event it fell with, such as the end of a stay in which the person died. */
  readonly causeId?: string;
}

/** Reasons that end everything, whatever else still asks for a place. */
const FINAL_REASONS: ReadonlySet<string> = new Set(['died', 'person-died']);

/**
 * Undoes what a reassessment asked for, unless another one asks for the same. A person who already
 * came, and a placement that is over, are left to a human: software cannot take those back.
 */
export const withdrawFor = (
  person: PersonPlacements,
  fell: ReassessmentFell,
): Decision<PlacementEvent> =>
  FINAL_REASONS.has(fell.reason)
    ? fallWithDeath(person, fell)
    : despiteDeath(person, (alive) => undo(alive, fell));

function undo(person: PersonPlacements, fell: ReassessmentFell): Decision<PlacementEvent> {
  const asked = person.placements.filter((placement) => asksFor(placement, fell.reassessmentId));
  if (asked.length === 0) return ignored('no-placement-asked-for');
  const drops = asked.map((placement): PlacementEvent => ({
    kind: 'support-fell',
    placementId: placement.id,
    reassessmentId: fell.reassessmentId,
  }));
  const left = evolve(person, drops);
  const consequences = asked
    .map((placement) => placementOf(left, placement.id)!)
    .filter((placement) => placement.support.length === 0)
    .flatMap((placement) => consequence(left, placement, fell.reason));
  return happened(...drops, ...consequences);
}

function consequence(
  person: PersonPlacements,
  placement: Placement,
  reason: string,
): PlacementEvent[] {
  const { id: placementId } = placement;
  if (
    placement.status === 'completed' ||
    (placement.status === 'confirmed' && hasArrived(placement))
  )
    return [{ kind: 'review-needed', placementId, reason: PLACEMENT_REASONS.causeRetracted }];
  if (placement.status !== 'confirmed' && !isPending(placement)) return [];
  return fallen(person, placement, reason);
}

/**
 * Nobody has come after all: places that were left to a person after their cause fell, only because somebody had,
 * fall now.
 */
export function fallingWith(
  person: PersonPlacements,
  takenBack: readonly PlacementEvent[],
): PlacementEvent[] {
  const left = evolve(person, takenBack);
  const inVain = left.placements.filter(
    (placement) =>
      (placement.status === 'confirmed' || isPending(placement)) &&
      placement.support.length === 0 &&
      !hasArrived(placement) &&
      hasArrived(placementOf(person, placement.id)!),
  );
  return [
    ...takenBack,
    ...inVain.flatMap((placement) => fallen(left, placement, PLACEMENT_REASONS.triggerRetracted)),
  ];
}

/** A placement falls, and what had to make way for it comes back. */
export const fallen = (
  person: PersonPlacements,
  placement: Placement,
  reason: string,
): PlacementEvent[] => [
  { kind: 'placement-withdrawn', placementId: placement.id, reason, displacedBy: null },
  ...displaced(person, placement).map(({ id }): PlacementEvent => ({
    kind: 'placement-reinstated',
    placementId: id,
  })),
];

/**
 * What had to make way for a placement and still stands behind its own cause: the place held before a
 * move, or a request for another level. Where that cause fell too, what it had displaced itself.
 */
function displaced(person: PersonPlacements, by: Placement): Placement[] {
  const chain = [by.id, ...followed(person, by)];
  return person.placements
    .filter((placement) => madeWay(placement) && chain.includes(placement.displacedBy!))
    .flatMap((placement) =>
      placement.support.length > 0 ? [placement] : displaced(person, placement),
    );
}

function followed(person: PersonPlacements, placement: Placement): string[] {
  const before = placement.follows ? placementOf(person, placement.follows) : undefined;
  return before ? [before.id, ...followed(person, before)] : [];
}

/**
 * Assessment tells that the person died: everything ends, unless that death has been taken back before. What the
 * reassessment asked for stands no longer than until it is determined anew.
 */
function fallWithDeath(
  person: PersonPlacements,
  { reassessmentId, causeId }: ReassessmentFell,
): Decision<PlacementEvent> {
  const drops = person.placements
    .filter((placement) =>
      placement.support.some(
        (each) => each.reassessmentId === reassessmentId && !each.fellWithDeath,
      ),
    )
    .map(({ id: placementId }): PlacementEvent => ({
      ...{ kind: 'support-fell', placementId, reassessmentId, withDeath: true },
    }));
  const isTakenBack = causeId !== undefined && person.history.retracted.includes(causeId);
  const ends = isTakenBack ? [] : person.placements.flatMap((each) => endWithDeath(each));
  const events = [...drops, ...ends];
  return events.length > 0 ? happened(...events) : ignored('no-open-placement');
}

/**
 * Nobody needs a place any more: one that somebody came to ends, everything else is taken back. `endedBy` is the
 * stay in which the person died, once it is known.
 */
export function endWithDeath(placement: Placement, endedBy?: string): PlacementEvent[] {
  const ends = { placementId: placement.id, displacedBy: null, endedBy };
  const isTheirs = placement.status === 'confirmed' || isWaiting(placement);
  if (isTheirs && hasArrived(placement))
    return [{ kind: 'placement-completed', ...ends, endReason: PLACEMENT_REASONS.died }];
  if (placement.status === 'confirmed' || isPending(placement))
    return [{ kind: 'placement-withdrawn', ...ends, reason: PLACEMENT_REASONS.died }];
  return [];
}
