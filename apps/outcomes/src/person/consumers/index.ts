import { OnAttendanceRecorded } from './on-attendance-recorded.js';
import { OnClock } from './on-clock.js';
import { OnFactRetracted } from './on-fact-retracted.js';
import { OnNotedEvent } from './on-noted-event.js';
import { OnPersonsMerged } from './on-persons-merged.js';
import { OnPlacementConfirmed } from './on-placement-confirmed.js';
import { OnPlacementEnded } from './on-placement-ended.js';
import { OnPlacementRescheduled } from './on-placement-rescheduled.js';
import { OnRepeatedReturnToUse } from './on-repeated-return-to-use.js';
import { OnReturnToUseReported } from './on-return-to-use-reported.js';
import { OnSessionsScheduled } from './on-sessions-scheduled.js';
import { OnStayCorrected } from './on-stay-corrected.js';
import { OnStayEnded } from './on-stay-ended.js';
import { OnStayStarted } from './on-stay-started.js';

/** Everything outcomes listens to; each event goes through the steps of one consumer. */
export const personConsumers = [
  OnAttendanceRecorded,
  OnClock,
  OnFactRetracted,
  OnNotedEvent,
  OnPersonsMerged,
  OnPlacementConfirmed,
  OnPlacementEnded,
  OnPlacementRescheduled,
  OnRepeatedReturnToUse,
  OnReturnToUseReported,
  OnSessionsScheduled,
  OnStayCorrected,
  OnStayEnded,
  OnStayStarted,
];
