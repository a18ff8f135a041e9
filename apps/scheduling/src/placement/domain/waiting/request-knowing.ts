import { happened, type Decision } from '@handrail/domain';
import type { Determined, RequestCircumstances } from '../determined.js';
import { despiteDeath } from '../despite-death.js';
import { evolve } from '../evolve.js';
import type { PersonPlacements } from '../placement.js';
import type { PlacementEvent } from '../placement-event.js';
import { requestHousing } from '../request-housing.js';
import { requestPlace } from '../request-place.js';
import { factIn, inLightOf } from '../../../waiting/domain/priority-facts.js';

/**
 * Asks for a place in the light of the newest facts about the person: a level determined anew from older
 * ones makes nobody's class worse, and what it knows that nobody recorded is kept for later requests.
 */
export const requestKnowing = (
  person: PersonPlacements,
  determined: Determined,
  circumstances: RequestCircumstances,
): Decision<PlacementEvent> =>
  despiteDeath(person, (alive) => requested(alive, determined, circumstances));

function requested(
  person: PersonPlacements,
  determined: Determined,
  circumstances: RequestCircumstances,
): Decision<PlacementEvent> {
  const { support, need, requestedAt } = determined;
  const fact = factIn(person.waiting.facts, {
    id: support.determinationId,
    reasonAt: support.reasonAt ?? requestedAt,
    context: need.context,
  });
  const notes: PlacementEvent[] = fact
    ? [{ kind: 'waiting-noted', placementId: null, note: { what: 'fact', fact } }]
    : [];
  const known = evolve(person, notes);
  const context = inLightOf(known.waiting.facts, need.context, circumstances.now);
  const asked = { ...determined, need: { ...need, context } };
  const decision = requestPlace(known, asked, circumstances);
  const care = decision.kind === 'happened' ? decision.events : [];
  const beside =
    circumstances.withHousing === false
      ? []
      : requestHousing(evolve(known, care), asked, circumstances);
  if (notes.length === 0 && beside.length === 0) return decision;
  return happened(...notes, ...care, ...beside);
}
