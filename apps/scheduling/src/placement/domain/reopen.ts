import { PLACEMENT_REASONS } from '@handrail/domain';
import { stayOf, type StayHistory } from '../../stay/domain/stay.js';
import { careOf, isAtProgram } from './arrival.js';
import { evolve } from './evolve.js';
import { planEndsAt } from './finish-plan.js';
import { endedAsOffer } from './offer.js';
import { isOneKind, isPending, type PersonPlacements, type Placement } from './placement.js';
import type { PlacementEvent, PlacementEventOf } from './placement-event.js';

/**
 * What ended a place was taken back, or the person had come after all: they have it again if it is free, or a
 * human looks at it. A stay is the arrival at one place only, the newest it may be: what ended before is asked
 * with that in mind.
 */
export function reopen(person: PersonPlacements, now: string): PlacementEvent[] {
  const events: PlacementEvent[] = [];
  let state = person;
  for (const placement of person.placements.toReversed()) {
    const next = reopened(placement, { before: person, state }, now);
    events.push(...next);
    state = evolve(state, next);
  }
  return events;
}

/** The person before anything was reopened, and with what was so far. */
interface Reopening {
  readonly before: PersonPlacements;
  readonly state: PersonPlacements;
}

function reopened(
  placement: Placement,
  { before, state }: Reopening,
  now: string,
): PlacementEvent[] {
  const { id: placementId, status, course, support, needsReview } = placement;
  if (status !== 'completed' && status !== 'withdrawn') return [];
  const isBack = isTakenBack(placement, before);
  const again: PlacementEventOf<'placement-reinstated'> | null = isBack
    ? { kind: 'placement-reinstated', placementId }
    : cameAfterAll(placement, state, now);
  if (!again) return [];
  // What ended for one reason comes back together, such as a wait and the one for an alternative to it.
  const isReplaced = (isBack ? before : state).placements.some(
    (other) =>
      other.id !== placementId &&
      isOneKind(other.level, placement.level) &&
      (other.status === 'confirmed' || isPending(other)),
  );
  if (!isReplaced && support.length > 0) return [again];
  const isThere = again.arrival ?? isOpen(course.arrival?.stayId ?? null, before.history);
  const reason = isReplaced ? PLACEMENT_REASONS.endRetracted : PLACEMENT_REASONS.causeRetracted;
  // Nothing asks for the place any more, and yet somebody is there.
  if (!isReplaced && isThere) return [{ kind: 'review-needed', placementId, reason }, again];
  const isAsked = [needsReview, course.reviewed?.reason].includes(reason);
  return isAsked ? [] : [{ kind: 'review-needed', placementId, reason }];
}

const isOpen = (stayId: string | null, history: StayHistory): boolean => {
  const stay = stayOf(history, stayId);
  return stay !== undefined && stay.start !== null && stay.end === null;
};

const isTakenBack = (placement: Placement, { history }: PersonPlacements): boolean =>
  placement.course.endedBy !== null && !stillStands(placement, history);

/** What ended a place is still so, as far as stays say. */
function stillStands({ status, endReason, course }: Placement, history: StayHistory): boolean {
  const stay = stayOf(history, course.endedBy);
  if (endReason === PLACEMENT_REASONS.died) return stay?.end?.disposition === 'died';
  const isOwnEnd = status === 'completed' && course.arrival?.stayId === course.endedBy;
  return Boolean(isOwnEnd ? stay?.end : stay?.start);
}

/**
 * The place was given away because nobody came, or was taken back with its cause, and the news that somebody
 * had come was late: a bed somebody sleeps in, or sessions that go on.
 */
function cameAfterAll(
  placement: Placement,
  person: PersonPlacements,
  now: string,
): PlacementEventOf<'placement-reinstated'> | null {
  const { id: placementId, endReason, programId, acts, attended } = placement;
  const { neverCame, triggerRetracted } = PLACEMENT_REASONS;
  if (programId === null || (endReason !== neverCame && endReason !== triggerRetracted))
    return null;
  if (endedAsOffer(placement)) return null;
  if (acts.findLast(({ kind }) => kind === 'end' || kind === 'reinstate')?.kind === 'end')
    return null;
  const endsAt = planEndsAt({ ...placement, status: 'confirmed' });
  if (endsAt !== null && Date.parse(endsAt) <= Date.parse(now)) return null;
  const stay = careOf(placement, person, 'arrivals').find(
    (each) => each.end === null && isAtProgram(programId, each, person.claims),
  );
  if (stay?.start) {
    const arrival = { stayId: stay.stayId, at: stay.start.startedAt };
    return { kind: 'placement-reinstated', placementId, arrival };
  }
  return attended ? { kind: 'placement-reinstated', placementId } : null;
}
