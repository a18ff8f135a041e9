import { OnAttendanceRecorded } from './on-attendance-recorded.js';
import { OnConsentChanged } from './on-consent-changed.js';
import { OnDeadlineNear } from './on-deadline-near.js';
import { OnInterimServicesRecorded } from './on-interim-services-recorded.js';
import { OnLevelOfCareDetermined } from './on-level-of-care-determined.js';
import { OnOfferExpired } from './on-offer-expired.js';
import { OnPersonsMerged } from './on-persons-merged.js';
import { OnPlanOver } from './on-plan-over.js';
import { OnPlaceDue } from './on-place-due.js';
import { OnReassessmentWithdrawn } from './on-reassessment-withdrawn.js';
import { OnRiskRatingsRecorded } from './on-risk-ratings-recorded.js';
import { OnStayReported } from './on-stay-reported.js';

/** Every event and timer that moves a placement. */
export const placementConsumers = [
  OnLevelOfCareDetermined,
  OnReassessmentWithdrawn,
  OnRiskRatingsRecorded,
  OnAttendanceRecorded,
  OnStayReported,
  OnPersonsMerged,
  OnOfferExpired,
  OnDeadlineNear,
  OnInterimServicesRecorded,
  OnPlanOver,
  OnPlaceDue,
  OnConsentChanged,
];
