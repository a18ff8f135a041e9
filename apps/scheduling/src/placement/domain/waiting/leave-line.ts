import type { Decision, WaitlistRemovalReason } from '@handrail/domain';
import { diedIn } from '../../../stay/domain/stay.js';
import type { WaitingRecord } from '../../../waiting/domain/record.js';
import { decideAct, type ActByHand } from '../acts/act.js';
import { isAlternativeTo } from '../alternatives.js';
import { isOneKind, isPending, type PersonPlacements, type Placement } from '../placement.js';
import type { PlacementEvent } from '../placement-event.js';
import { wasRemoved } from './was-removed.js';

/** So many failed attempts, each on a day of its own, before somebody counts as not to be found [P]. */
const ATTEMPTS = 3;

/**
 * Takes somebody off the list: only for having found care elsewhere, refusing it, not being found, or death
 * (45 CFR 96.126(c)). Whoever died waits for nothing any more.
 */
export const removeFromLine = (
  person: PersonPlacements,
  act: ActByHand & { readonly reason: WaitlistRemovalReason },
  now: string,
): Decision<PlacementEvent> =>
  decideAct(person, 'remove', act, now, (placement) => {
    if (placement.status !== 'waitlisted' && placement.status !== 'offered') return 'not-waiting';
    const { reason } = act;
    if (reason === 'cannot-be-located' && failedDays(person.waiting) < ATTEMPTS)
      return 'too-few-attempts';
    const leaving = reason === 'died' ? person.placements.filter(isPending) : [placement];
    return leaving.map(({ id: placementId }) => ({
      kind: 'placement-withdrawn',
      ...{ placementId, reason, displacedBy: null },
    }));
  });

/** Puts somebody back into the line with the rank they had, as long as something still asks for the place. */
export const returnToLine = (
  person: PersonPlacements,
  act: ActByHand,
  now: string,
): Decision<PlacementEvent> =>
  decideAct(person, 'return', act, now, (placement) => {
    if (!wasRemoved(placement)) return 'not-removed-by-hand';
    if (diedIn(person.history)) return 'person-died';
    if (placement.support.length === 0) return 'nothing-asks-for-it';
    if (person.placements.some((other) => isServedBy(placement, other))) return 'has-another-place';
    return removedWith(placement, person).map(({ id: placementId }) => ({
      kind: 'placement-reinstated',
      placementId,
    }));
  });

/** Whoever was taken for dead was taken off every list at once, and is put back so. */
const removedWith = (
  placement: Placement,
  { placements }: PersonPlacements,
): readonly Placement[] =>
  placement.endReason !== 'died'
    ? [placement]
    : placements.filter(
        (each) =>
          each === placement ||
          (each.status === 'withdrawn' &&
            each.endReason === 'died' &&
            each.support.length > 0 &&
            !placements.some((other) => isServedBy(each, other))),
      );

/** Nobody waits twice for one kind of place; what is tried instead of a level stands beside the wait for it. */
function isServedBy(placement: Placement, other: Placement): boolean {
  if (other.status === 'confirmed') return other.level === placement.level;
  if (isAlternativeTo(placement, other) || isAlternativeTo(other, placement)) return false;
  return isPending(other) && isOneKind(other.level, placement.level);
}

/** Days with a failed attempt since somebody last reached the person. */
function failedDays({ contacts }: WaitingRecord): number {
  const reachedMs = Math.max(
    ...contacts.filter(({ outcome }) => outcome !== 'not-reached').map(({ at }) => Date.parse(at)),
  );
  const failed = contacts.filter(
    ({ outcome, at }) => outcome === 'not-reached' && Date.parse(at) > reachedMs,
  );
  return new Set(failed.map(({ day }) => day)).size;
}
