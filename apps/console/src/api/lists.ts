import type { ValuesOf } from '../event/domain/kept-fields.js';
import type { PlacementFields } from '../event/domain/placement-fact.js';
import type { LISTED_FIELDS } from '../event/domain/reassessment-fact.js';
import type { PlacementStatus, ReassessmentPhase } from './names.js';

/** A row of the list of reassessments; what it shows of their events is in `LISTED_FIELDS`. */
export interface ReassessmentItem extends ValuesOf<typeof LISTED_FIELDS> {
  readonly id: string;
  readonly personId: string;
  readonly status: ReassessmentPhase;
}

/** A row of the list of placements; what it shows of their events is in `PLACEMENT_FIELDS`. */
export interface PlacementItem extends PlacementFields {
  readonly id: string;
  readonly personId: string;
  readonly status: PlacementStatus;
  /** Null while the scheduling service has not said it. */
  readonly programName: string | null;
  readonly trigger: string | null;
  /** Why it waits, was declined, withdrawn or ended, as a stable code. */
  readonly reason: string | null;
  readonly changedAt: string;
}
