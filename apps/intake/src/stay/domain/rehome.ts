import { changesOf, type StayChange } from './changes.js';
import type { Visit } from './visit.js';

export interface Rehoming {
  /** What was told under the wrong person, to be taken back there. */
  readonly retractions: ReadonlyArray<Extract<StayChange, { kind: 'fact-retracted' }>>;
  /** The visit as if nothing of it had been told. */
  readonly visit: Visit;
  /** What is to be told under the right person. */
  readonly changes: readonly StayChange[];
}

/** Moves a visit to another person: everything standing is taken back, and told again as it is now. */
export function decideRehoming(visit: Visit): Rehoming {
  const retractions = Object.entries(visit.published).flatMap(([stayId, published]) => {
    const taken = (fact: 'start' | 'end' | 'plan', eventId: string | null) =>
      eventId ? [{ kind: 'fact-retracted' as const, stayId, fact, eventId }] : [];
    return [
      ...taken('end', published.endEventId),
      ...published.planEventIds.flatMap((eventId) => taken('plan', eventId)),
      ...taken('start', published.startEventId),
    ];
  });
  const untold = { ...visit, published: {} };
  return { retractions, visit: untold, changes: changesOf(untold) };
}
