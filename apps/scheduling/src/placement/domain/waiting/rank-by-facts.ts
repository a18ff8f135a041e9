import { isPending, type PersonPlacements, type Placement } from '../placement.js';
import type { PlacementEvent } from '../placement-event.js';
import { priorityClass } from '../priority.js';
import { FACT_NAMES, inLightOf, knownOf } from '../../../waiting/domain/priority-facts.js';

/**
 * Brings the class of somebody who waits in line with the newest facts about them (45 CFR 96.131(a)):
 * whatever a determination knew, and in whatever order facts arrived, retracted ones among them. Should an
 * open offer come to nothing, the rank is right then, too.
 */
export function rankByFacts(
  placement: Placement,
  { waiting }: PersonPlacements,
  now: string,
): PlacementEvent[] {
  if (!isPending(placement)) return [];
  const context = inLightOf(waiting.facts, placement.need.context, now);
  if (context === placement.need.context) return [];
  const changedAt = FACT_NAMES.filter((name) => context[name] !== placement.need.context[name])
    .map((name) => knownOf(waiting.facts, name, now)!.at)
    .reduce((a, b) => (Date.parse(a) >= Date.parse(b) ? a : b));
  return [
    {
      kind: 'priority-changed',
      placementId: placement.id,
      context,
      priorityClass: priorityClass(context),
      at: changedAt,
    },
  ];
}
