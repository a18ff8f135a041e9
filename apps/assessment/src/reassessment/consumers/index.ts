import { OnAttendanceRecorded } from './on-attendance-recorded.js';
import { OnCareRequested } from './on-care-requested.js';
import { OnDrugTestRecorded } from './on-drug-test-recorded.js';
import { OnFactRetracted } from './on-fact-retracted.js';
import { OnInstrumentResultRecorded } from './on-instrument-result-recorded.js';
import { OnOverdoseReported } from './on-overdose-reported.js';
import { OnPersonsMerged } from './on-persons-merged.js';
import { OnPlacementCompleted } from './on-placement-completed.js';
import { OnPlacementGiven } from './on-placement-given.js';
import { OnPlacementNotStarted } from './on-placement-not-started.js';
import { OnPlacementWithdrawn } from './on-placement-withdrawn.js';
import { OnRepeatedReturnToUse } from './on-repeated-return-to-use.js';
import { OnReturnToUseReported } from './on-return-to-use-reported.js';
import { OnReviewDue } from './on-review-due.js';
import { OnRiskRatingsRecorded } from './on-risk-ratings-recorded.js';
import { OnSessionsScheduled } from './on-sessions-scheduled.js';
import { OnStayCorrected } from './on-stay-corrected.js';
import { OnStayEnded } from './on-stay-ended.js';
import { OnStayStarted } from './on-stay-started.js';
import { OnStepDownPlanned } from './on-step-down-planned.js';
import { OnWakeUp } from './on-wake-up.js';

/** Every event that a reassessment follows. */
export const reassessmentConsumers = [
  OnAttendanceRecorded,
  OnCareRequested,
  OnDrugTestRecorded,
  OnFactRetracted,
  OnInstrumentResultRecorded,
  OnOverdoseReported,
  OnPersonsMerged,
  OnPlacementCompleted,
  OnPlacementGiven,
  OnPlacementNotStarted,
  OnPlacementWithdrawn,
  OnRepeatedReturnToUse,
  OnReturnToUseReported,
  OnReviewDue,
  OnRiskRatingsRecorded,
  OnSessionsScheduled,
  OnStayCorrected,
  OnStayEnded,
  OnStayStarted,
  OnStepDownPlanned,
  OnWakeUp,
];
