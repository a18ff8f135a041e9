import type { Decision } from '@handrail/domain';
import type { PersonPlacements } from '../placement.js';
import type { PlacementEvent } from '../placement-event.js';
import { decideAct, onConfirmed, type ActByHand } from './act.js';

/** A place ends by hand, with the reason of whoever ends it; the next in line gets it. */
export const endPlace = (
  person: PersonPlacements,
  act: ActByHand,
  now: string,
): Decision<PlacementEvent> =>
  decideAct(
    person,
    'end',
    act,
    now,
    onConfirmed(({ id: placementId }) => [
      { kind: 'placement-completed', placementId, endReason: act.reason, displacedBy: null },
    ]),
  );
