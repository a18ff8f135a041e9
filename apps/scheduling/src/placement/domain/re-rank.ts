import type { CareContext } from '@handrail/contracts';
import { happened, ignored, type Decision } from '@handrail/domain';
import { isPending, type PersonPlacements, type Placement } from './placement.js';
import type { PlacementEvent } from './placement-event.js';
import { priorityClass } from './priority.js';

/** What a new rating says that changes the order of admission. */
export interface NewlyRecorded {
  readonly context: CareContext;
  readonly ratedAt: string;
}

/**
 * Pregnancy or injecting newly recorded moves a waiting person forward at once, also when the rating
 * arrives late or an offer is open: should that come to nothing, the rank is kept. What moves a person back counts only when it is newer than the determination.
 */
export function reRank(
  person: PersonPlacements,
  recorded: NewlyRecorded,
): Decision<PlacementEvent> {
  const waiting = person.placements.filter(isPending);
  if (waiting.length === 0) return ignored('not-waiting');
  const events = waiting.flatMap((placement) => changeOf(placement, recorded));
  return events.length > 0 ? happened(...events) : ignored('same-priority');
}

function changeOf(placement: Placement, { context, ratedAt }: NewlyRecorded): PlacementEvent[] {
  const known = placement.need.context;
  const merged: CareContext = {
    ...known,
    pregnant: context.pregnant ?? known.pregnant,
    injecting: context.injecting ?? known.injecting,
  };
  const next = priorityClass(merged);
  const newer = Date.parse(ratedAt) > Date.parse(placement.determinedAt);
  const moves = next < placement.priorityClass || (newer && next > placement.priorityClass);
  if (!moves) return [];
  return [
    {
      kind: 'priority-changed',
      placementId: placement.id,
      context: merged,
      priorityClass: next,
      at: ratedAt,
    },
  ];
}
