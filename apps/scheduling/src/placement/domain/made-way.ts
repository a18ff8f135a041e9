import { PLACEMENT_REASONS } from '@handrail/domain';
import type { Placement } from './placement.js';

/** Reasons with which a placement ends for another one. */
const MADE_WAY: ReadonlySet<string | null> = new Set([
  PLACEMENT_REASONS.transferred,
  PLACEMENT_REASONS.superseded,
  PLACEMENT_REASONS.personsMerged,
]);

/** Whether a placement ended for another one of the same person; a stay may end as transferred for none. */
export const madeWay = ({
  displacedBy,
  endReason,
}: Pick<Placement, 'displacedBy' | 'endReason'>): boolean =>
  displacedBy !== null && MADE_WAY.has(endReason);
