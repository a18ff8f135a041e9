import { PLACEMENT_REASONS } from '@handrail/domain';
import type { Determined, RequestCircumstances } from './determined.js';
import type { Placement, Support } from './placement.js';
import type { PlacementEvent } from './placement-event.js';
import { priorityClass } from './priority.js';

/** Something newer is asked for, or the person has what they waited for. */
export const superseded = (placement: Placement, displacedBy: string | null): PlacementEvent => ({
  kind: 'placement-withdrawn',
  placementId: placement.id,
  reason: PLACEMENT_REASONS.superseded,
  displacedBy,
});

/** One more determination stands behind a placement. */
export const askedAgain = (placement: Placement, determined: Determined): PlacementEvent => ({
  kind: 'place-asked-for-again',
  placementId: placement.id,
  support: determined.support,
  determinedAt: determined.determinedAt,
});

/** The same level again keeps the place in line: nobody loses time by being assessed twice. */
export const renewed = (
  same: Placement,
  determined: Determined,
  circumstances: RequestCircumstances,
): PlacementEvent => ({
  kind: 'request-renewed',
  placementId: same.id,
  support: determined.support,
  need: determined.need,
  priorityClass: priorityClass(determined.need.context),
  requestedAt: earlier(same.requestedAt, determined.requestedAt),
  determinedAt: determined.determinedAt,
  cause: circumstances.cause,
});

/**
 * Whether a placement stands for a reason that happened after that of a determination: its message came
 * late. What a clinician decides is never late.
 */
export function isForLaterReason(
  { support }: Placement,
  { support: asked, decidedBy }: Determined,
): boolean {
  const { reasonAt, reassessmentId } = asked;
  if (reasonAt === undefined || decidedBy === 'clinician') return false;
  const isLater = (each: Support) =>
    each.reassessmentId !== reassessmentId &&
    each.reasonAt !== undefined &&
    Date.parse(each.reasonAt) > Date.parse(reasonAt);
  return support.some(isLater);
}

const earlier = (a: string, b: string): string => (Date.parse(a) <= Date.parse(b) ? a : b);
