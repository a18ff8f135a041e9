import { happened, ignored, type Decision } from '@handrail/domain';
import { recordStay } from '../../stay/domain/record-stay.js';
import type { StayFact } from '../../stay/domain/stay.js';
import type { PersonPlacements } from './placement.js';
import type { PlacementEvent } from './placement-event.js';

/** Keeps what is reported of a stay; what follows for the person's places is worked out from all of it. */
export function noteStay({ history }: PersonPlacements, fact: StayFact): Decision<PlacementEvent> {
  const known = recordStay(history, fact);
  return known === history
    ? ignored('retraction-known')
    : happened<PlacementEvent>({ kind: 'history-known', history: known });
}
