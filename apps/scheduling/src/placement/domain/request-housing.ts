import { isHousing, RECOVERY_HOUSING, RECOVERY_RESIDENCE } from '@handrail/domain';
import { endOfDay } from '../../calendar/domain/sessions.js';
import type { Determined, RequestCircumstances } from './determined.js';
import { madeWay } from './made-way.js';
import { newRequest } from './new-request.js';
import {
  asksFor,
  hasArrived,
  isPending,
  type PersonPlacements,
  type Placement,
} from './placement.js';
import type { PlacementEvent } from './placement-event.js';
import { askedAgain, isForLaterReason, renewed, superseded } from './request-events.js';

/**
 * What a determination asks for beside care: a place in a recovery residence, as a placement of its own that
 * waits, is offered and ends for itself. `person` is as the request for care has left them. A newer
 * determination that asks for no residence ends a wait for one, and a place that has not begun, as if it had
 * been determined first. It takes nobody's home away: who may have moved in goes on living there, also
 * because a residence is what meets the need.
 */
export function requestHousing(
  person: PersonPlacements,
  determined: Determined,
  circumstances: RequestCircumstances,
): PlacementEvent[] {
  const care = person.placements.findLast(
    (placement) =>
      !isHousing(placement.level) && asksFor(placement, determined.support.reassessmentId),
  );
  if (!care) return [];
  const housing = person.placements.filter(({ level }) => isHousing(level));
  const live = housing.filter((each) => isPending(each) || each.status === 'confirmed');
  const isLate = live.some((placement) => isForLaterReason(placement, determined));
  if (!asksForHousing(determined))
    return isLate || !stands(care)
      ? []
      : live
          .filter(
            (placement) => isPending(placement) || isAhead(placement, determined, circumstances),
          )
          .map((placement) => superseded(placement, care.id));
  const asked = besideCare(determined);
  const held = live.find(({ status }) => status === 'confirmed');
  if (held) return [askedAgain(held, asked)];
  const [pending] = live;
  if (pending)
    return isLate || pending.status === 'offered'
      ? [askedAgain(pending, asked)]
      : [renewed(pending, asked, circumstances)];
  return requestedBeside(care, housing, newRequest(RECOVERY_RESIDENCE, asked, circumstances));
}

/** Of care that is kept behind something newer the residence is, too, and comes back with it. */
function requestedBeside(
  care: Placement,
  housing: readonly Placement[],
  placement: Placement,
): PlacementEvent[] {
  const requested: PlacementEvent = { kind: 'placement-requested', placement };
  if (stands(care)) return [requested];
  const { displacedBy } = care;
  if (!madeWay(care)) return [];
  const isKept = housing.some((each) => each.displacedBy === displacedBy);
  return isKept ? [] : [requested, superseded(placement, displacedBy)];
}

/** Nobody lives there yet: the first day is not over, nobody was seen or missed, and nobody says that they do. */
function isAhead(
  placement: Placement,
  { need }: Determined,
  { now }: RequestCircumstances,
): boolean {
  const { startsOn, timeZone, course } = placement;
  if (startsOn === null || timeZone === null || need.context.housing === 'recovery-residence')
    return false;
  if (hasArrived(placement) || course.notStartedAt !== null) return false;
  return Date.parse(now) < Date.parse(endOfDay(startsOn, timeZone));
}

/** The care is sought or held, or was given: its message came late, and nobody loses a home with the end of care. */
const stands = (care: Placement): boolean =>
  isPending(care) || care.status === 'confirmed' || (care.status === 'completed' && !madeWay(care));

const asksForHousing = ({ need }: Determined): boolean => need.supports.includes(RECOVERY_HOUSING);

/** What is unsafe without for care is the care's to give; what a person needs of a home stays. */
const besideCare = ({ level, need, ...determined }: Determined): Determined => {
  const { context, placeFrom } = need;
  const ofHome = { context, placeFrom, supports: [], withdrawalSetting: null };
  return { ...determined, level, need: level === null ? ofHome : { ...ofHome, beside: level } };
};
