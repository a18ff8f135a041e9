import { PLACEMENT_REASONS, happened, ignored, hasAnEnd, type Decision } from '@handrail/domain';
import {
  endOfDayOf,
  summaryOf,
  type PlanSummary,
  type SessionPlan,
} from '../../calendar/domain/sessions.js';
import { hasArrived, placementOf, type PersonPlacements, type Placement } from './placement.js';
import type { PlacementEvent } from './placement-event.js';

/**
 * When the program of a placement is over: the day of its last session has passed where the program is.
 * Null while nobody has the place, and for care that does not end by its plan.
 */
export function planEndsAt(
  placement: Pick<Placement, 'status' | 'level' | 'plan'> | undefined,
  summarised: (plan: SessionPlan) => PlanSummary | null = summaryOf,
): string | null {
  if (placement?.status !== 'confirmed' || !hasAnEnd(placement.level)) return null;
  const { plan } = placement;
  const summary = plan && summarised(plan);
  return plan && summary ? endOfDayOf(summary.lastSessionAt, plan.timeZone) : null;
}

/**
 * The weeks of a placement are used up: it ends as finished and its place is free. Software may end it
 * although the person came, because nothing is taken away: there are no sessions left to come to. A
 * place with no sign of life is never counted as finished.
 */
export function finishPlan(
  person: PersonPlacements,
  placementId: string,
  now: string,
): Decision<PlacementEvent> {
  const placement = placementOf(person, placementId);
  const endsAt = planEndsAt(placement);
  if (endsAt === null) return ignored('plan-no-longer-runs');
  if (Date.parse(endsAt) > Date.parse(now)) return ignored('plan-still-runs');
  return happened<PlacementEvent>({
    kind: 'placement-completed',
    placementId,
    endReason: hasArrived(placement!) ? PLACEMENT_REASONS.finished : PLACEMENT_REASONS.neverCame,
    displacedBy: null,
  });
}
