import type { Decision } from '@handrail/domain';
import { diedIn } from '../../../stay/domain/stay.js';
import { planEndsAt } from '../finish-plan.js';
import { confirmedOf, type PersonPlacements, type Placement } from '../placement.js';
import type { FoundPlace } from '../found-place.js';
import type { PlacementEvent } from '../placement-event.js';
import { decideAct, type ActByHand, type PlacementActRefusal } from './act.js';

/** The track somebody had a place in, as it is now. */
interface FormerTrack {
  readonly now: string;
  readonly freePlaces: number;
  /** Whether its program takes nobody for now, or is there no more. */
  readonly isClosed: boolean;
  /** Whether the person lets its program know of them; always so within the network. */
  readonly mayKnow: boolean;
}

/**
 * Takes the end of a place back, as long as nobody else got it: the person has the same place with the
 * same plan again. What software ended for a stay comes back with the stay and not by hand.
 */
export const reinstatePlace = (
  person: PersonPlacements,
  act: ActByHand,
  { now, freePlaces, isClosed, mayKnow }: FormerTrack,
): Decision<PlacementEvent> =>
  decideAct(person, 'reinstate', act, now, (placement) => {
    const place = placeHeld(placement);
    if (!place) return 'not-ended-by-hand';
    const refusal = whyNotAgain(person, placement, now);
    if (refusal) return refusal;
    if (isClosed) return 'takes-nobody';
    if (!mayKnow) return 'no-consent';
    if (freePlaces <= 0) return 'no-free-place';
    const { id: placementId } = placement;
    return [{ kind: 'placement-confirmed', placementId, place, candidates: null, movedFrom: null }];
  });

function whyNotAgain(
  person: PersonPlacements,
  placement: Placement,
  now: string,
): PlacementActRefusal | null {
  if (diedIn(person.history)) return 'person-died';
  if (confirmedOf(person, placement.level)) return 'has-another-place';
  const endsAt = planEndsAt({ ...placement, status: 'confirmed' });
  return endsAt !== null && Date.parse(endsAt) <= Date.parse(now) ? 'plan-is-over' : null;
}

/** The place somebody ended by hand; null when it is not so. */
function placeHeld({ status, acts, ...placement }: Placement): FoundPlace | null {
  const { programId, trackId, startsOn, timeZone, plan } = placement;
  const ending = acts.findLast(({ kind }) => kind === 'end' || kind === 'reinstate');
  if (status !== 'completed' || ending?.kind !== 'end') return null;
  if (!programId || !trackId || !startsOn || !timeZone) return null;
  return { programId, trackId, startsOn, timeZone, plan };
}
