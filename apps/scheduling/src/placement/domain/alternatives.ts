import { deriveId, PLACEMENT_REASONS, type Level } from '@handrail/domain';
import { goesOn } from './go-on.js';
import { notBegun } from './course.js';
import {
  confirmedOf,
  hasArrived,
  isPending,
  isWaiting,
  type PersonPlacements,
  type Placement,
} from './placement.js';
import type { PlacementEvent } from './placement-event.js';
import { superseded } from './request-events.js';
import { wasRemoved } from './waiting/was-removed.js';

/**
 * Nobody is left with nothing because no program gives the level that was determined: the alternatives the
 * policy names for it are tried in its order, as requests of their own beside the first one. That one stays
 * in line with its rank, on the list of whoever coordinates, with the filters that leave no program; as
 * soon as it can be met the person moves there, unless they have begun elsewhere. Then the next
 * determination decides [P].
 */
export function tryAlternative(
  person: PersonPlacements,
  placement: Placement,
  alternative: Level | null,
  now: string,
): PlacementEvent[] {
  if (alternative !== null && confirmedOf(person, alternative)?.level === alternative) return [];
  const made = alternativesTo(person, placement);
  const live = made.filter((each) => isPending(each) || each.status === 'confirmed');
  if (alternative === null || live.some(({ level }) => level === alternative)) return [];
  if (live.some(({ status }) => status === 'confirmed' || status === 'offered')) return [];
  // Who had such a place and left it, or did not want one, is not asked for the same again.
  if (made.some((each) => each.level === alternative && wasLeft(each))) return [];
  const id = deriveId(
    Date.parse(placement.determinedAt),
    ...['alternative', placement.id, alternative, String(made.length)],
  );
  const { alternatives: _alternatives, ...need } = placement.need;
  const instead: Placement = {
    ...goesOn(placement, id, now),
    level: alternative,
    need: { ...need, insteadOf: placement.level as Level },
    waitReason: null,
    declinedTracks: [],
    follows: null,
    needsReview: null,
    course: notBegun,
  };
  return [
    ...live.filter(isWaiting).map((each) => superseded(each, id)),
    { kind: 'placement-requested', placement: instead },
  ];
}

/** The person had it and it is over, or did not want it; what only ended with its wait was never refused. */
const wasLeft = (placement: Placement): boolean =>
  placement.status === 'completed'
    ? placement.endReason !== PLACEMENT_REASONS.transferred
    : wasRemoved(placement);

/** A program gives the level after all: nobody waits for another one meanwhile; what is held or offered stays. */
export const dropAlternatives = (
  person: PersonPlacements,
  placement: Placement,
): PlacementEvent[] =>
  alternativesTo(person, placement)
    .filter(isWaiting)
    .map((each) => superseded(each, placement.id));

/**
 * Keeps a request and what is tried instead of it in line with each other: an alternative ends with the
 * wait it stands for, and the wait ends once the person has come to the alternative. Asked after every
 * change; asking again changes nothing.
 */
export function followAlternatives(
  placement: Placement,
  person: PersonPlacements,
): PlacementEvent[] {
  if (placement.need.insteadOf !== undefined) return alternativeOver(placement, person);
  const instead = alternativesTo(person, placement).filter(({ status }) => status === 'confirmed');
  if (isPending(placement)) {
    // What was determined after they had begun decides anew, and is waited for.
    const begun = instead.find((each) => hasArrived(each) && !isLater(placement, each));
    return begun ? [superseded(placement, begun.id)] : [];
  }
  const isBack = instead.some(
    (each) =>
      placement.status === 'withdrawn' &&
      placement.displacedBy === each.id &&
      placement.support.length > 0 &&
      !hasArrived(each) &&
      !isLater(each, placement),
  );
  return isBack ? [{ kind: 'placement-reinstated', placementId: placement.id }] : [];
}

function alternativeOver(placement: Placement, person: PersonPlacements): PlacementEvent[] {
  if (!isPending(placement)) return [];
  const wanted = person.placements.filter((each) => isAlternativeTo(placement, each));
  // Nothing it stands for was determined as late: the level was determined for itself since.
  if (wanted.every((each) => isLater(placement, each))) return [];
  const met = wanted.find(({ status }) => status === 'confirmed');
  if (met) return [superseded(placement, met.id)];
  if (placement.status === 'offered' || wanted.some(isPending)) return [];
  const reason = wanted.at(-1)?.endReason ?? PLACEMENT_REASONS.superseded;
  const { id: placementId } = placement;
  return [{ kind: 'placement-withdrawn', placementId, reason, displacedBy: null }];
}

const isLater = (a: Placement, b: Placement): boolean =>
  Date.parse(a.determinedAt) > Date.parse(b.determinedAt);

/** What is asked for instead of a level that no program gives. */
export const alternativesTo = (
  { placements }: Pick<PersonPlacements, 'placements'>,
  placement: Placement,
): readonly Placement[] => placements.filter((each) => isAlternativeTo(each, placement));

/** Whether one was asked for because no program gave the other, for a reason both rest on. */
export const isAlternativeTo = (alternative: Placement, wanted: Placement): boolean =>
  alternative.need.insteadOf === wanted.level &&
  wanted.need.insteadOf === undefined &&
  (alternative.causedBy.reassessmentId === wanted.causedBy.reassessmentId ||
    alternative.support.some(({ reassessmentId }) =>
      wanted.support.some((each) => each.reassessmentId === reassessmentId),
    ));
