import { happened, ignored, type Decision } from '@handrail/domain';
import { alternativesTo } from './alternatives.js';
import type { Determined, RequestCircumstances } from './determined.js';
import { extendPlan } from './extend-plan.js';
import { newRequest } from './new-request.js';
import { asksFor, confirmedOf, isPending, ofKind } from './placement.js';
import type { PersonPlacements, Placement } from './placement.js';
import type { PlacementEvent } from './placement-event.js';
import { askedAgain, isForLaterReason, renewed, superseded } from './request-events.js';
import { servedBy } from './served-by.js';

/**
 * Asks for care; what a person needs to live in beside it is asked for by `requestHousing`.
 *
 * A determination only joins the line; whether there is room is the allocator's business. The newest
 * determination counts: what was asked for before and is not yet a place falls behind it. A place the
 * person holds stays until the new one is confirmed. What the policy decides about something that
 * happened before the reason of what the person has or waits for, because its message came late, moves
 * nobody: it is kept behind the newer one and comes back when that falls.
 */
export function requestPlace(
  known: PersonPlacements,
  determined: Determined,
  circumstances: RequestCircumstances,
): Decision<PlacementEvent> {
  const { level } = determined;
  if (level === null || level === 'ACUTE' || leftToAPerson(determined))
    return withoutPlacing(known, determined);
  const person = ofKind(known, level);
  const pending = person.placements.filter(isPending);
  const confirmed = confirmedOf(person, level);
  const newer = askedForLater(person, determined);
  if (newer)
    return keptBehind(newer, person, newRequest(level, determined, circumstances), determined);
  const isByClinician = determined.decidedBy === 'clinician';
  const served = servedBy(person, level, { ...determined.support, isByClinician });
  if (served) return happened(askedAgain(served, determined));
  if (confirmed?.level === level)
    return happened(
      ...pending.map((placement) => superseded(placement, confirmed.id)),
      askedAgain(confirmed, determined),
      ...extendPlan(confirmed, circumstances.now),
    );
  const same = pending.find((placement) => placement.level === level);
  if (same) return happened(...askedOnce(same, person, determined, circumstances));
  const placement = newRequest(level, determined, circumstances);
  return happened<PlacementEvent>(...pending.map((other) => superseded(other, placement.id)), {
    kind: 'placement-requested',
    placement,
  });
}

/** One more determination stands behind what waits, and behind what is tried instead of it meanwhile. */
function askedOnce(
  same: Placement,
  { placements }: PersonPlacements,
  determined: Determined,
  circumstances: RequestCircumstances,
): PlacementEvent[] {
  const instead = new Set(alternativesTo({ placements }, same));
  const isLive = (each: Placement) => isPending(each) || each.status === 'confirmed';
  return [
    ...placements
      .filter((other) => isPending(other) && other !== same && !instead.has(other))
      .map((other) => superseded(other, same.id)),
    same.status === 'offered'
      ? askedAgain(same, determined)
      : renewed(same, determined, circumstances),
    ...[...instead].filter(isLive).map((each) => askedAgain(each, determined)),
  ];
}

/** What the person has or waits for at another level, for a reason that happened later. */
const askedForLater = (person: PersonPlacements, determined: Determined): Placement | undefined =>
  person.placements.findLast(
    (placement) =>
      (isPending(placement) || placement.status === 'confirmed') &&
      placement.level !== determined.level &&
      isForLaterReason(placement, determined),
  );

/** The person keeps what they have; a place or a request of this level stands behind this reason too. */
function keptBehind(
  newer: Placement,
  person: PersonPlacements,
  request: Placement,
  determined: Determined,
): Decision<PlacementEvent> {
  const known = person.placements.find(
    (placement) =>
      placement.level === request.level &&
      (placement.status === 'confirmed' ||
        (placement.displacedBy === newer.id && placement.support.length > 0)),
  );
  if (known) return happened(askedAgain(known, determined));
  return happened<PlacementEvent>(
    { kind: 'placement-requested', placement: request },
    superseded(request, newer.id),
  );
}

const leftToAPerson = ({ mode, decidedBy }: Determined): boolean =>
  mode === 'needs-human' && decidedBy === 'policy';

/**
 * A person decides next, so nothing is placed. What this reassessment asked for before no longer
 * counts; a need for acute care takes the person out of every line, whoever asked.
 */
function withoutPlacing(
  person: PersonPlacements,
  determined: Determined,
): Decision<PlacementEvent> {
  const { reassessmentId } = determined.support;
  const acute = determined.level === 'ACUTE';
  const events = person.placements.filter(isPending).flatMap((placement): PlacementEvent[] => {
    const asked = asksFor(placement, reassessmentId);
    const fell = asked ? [supportFell(placement, reassessmentId)] : [];
    const alone = asked && placement.support.length === 1;
    return acute || alone ? [...fell, superseded(placement, null)] : fell;
  });
  return events.length > 0 ? happened(...events) : ignored(acute ? 'acute-care' : 'needs-human');
}

const supportFell = (placement: Placement, reassessmentId: string): PlacementEvent => ({
  kind: 'support-fell',
  placementId: placement.id,
  reassessmentId,
});
