import { happened, ignored, PLACEMENT_REASONS, type Decision } from '@handrail/domain';
import { trackKey } from '../../program/domain/program.js';
import { declineOffer, type DecisionMoment } from './answer-offer.js';
import { goesOn } from './go-on.js';
import { openOffers } from './offer.js';
import { notBegun } from './course.js';
import { hasArrived, placementOf } from './placement.js';
import type { PersonPlacements, Placement } from './placement.js';
import type { PlacementEvent } from './placement-event.js';
import { parked } from './refusal-effect.js';

/** What the person says to the place they are to have, as somebody who asked them recorded it. */
export interface PersonsAnswer {
  readonly placementId: string;
  readonly by: string;
  readonly agrees: boolean;
  /** With a no: the programs they would still go to; none when they want no place now. */
  readonly onlyPrograms?: readonly string[];
}

/**
 * A yes is kept with the place. A no gives the place, or every place that is held, to the next in line;
 * the request goes on with its rank, for the programs the person names or after sixty days.
 */
export function recordPersonsAnswer(
  person: PersonPlacements,
  { placementId, by, agrees, onlyPrograms }: PersonsAnswer,
  moment: DecisionMoment,
): Decision<PlacementEvent> {
  const placement = placementOf(person, placementId);
  const isAsked = placement?.status === 'offered' || placement?.status === 'confirmed';
  if (!placement || !isAsked) return ignored('nothing-to-ask');
  if (placement.status === 'confirmed' && hasArrived(placement)) return ignored('already-arrived');
  const reason = PLACEMENT_REASONS.personDeclines;
  const { now } = moment;
  const answered = (answer: string): PlacementEvent => ({
    kind: 'act-recorded',
    placementId,
    act: { kind: 'person-answer', by, reason: answer, at: now },
  });
  if (agrees) {
    if (placement.course.agreedAt !== null) return ignored('already-agreed');
    return happened(answered('person-agrees'), { kind: 'person-agreed', placementId, at: now });
  }
  if (placement.status === 'offered') {
    const [first] = openOffers(placement);
    const refused = declineOffer(person, { offerId: first!.id, reason, onlyPrograms }, moment);
    return refused.kind === 'happened' ? happened(answered(reason), ...refused.events) : refused;
  }
  const { resting } = placement.course;
  const next = {
    ...goesOn(placement, moment.newId('after-no'), now),
    declinedTracks: [...placement.declinedTracks, trackOf(placement)],
    needsReview: null,
    course: parked({ ...notBegun, resting }, onlyPrograms, now),
  };
  return happened<PlacementEvent>(
    answered(reason),
    { kind: 'placement-withdrawn', placementId, reason, displacedBy: null },
    { kind: 'placement-requested', placement: next },
  );
}

const trackOf = ({ programId, trackId }: Placement): string =>
  trackKey(programId ?? '', trackId ?? '');
