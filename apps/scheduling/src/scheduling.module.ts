import { Module } from '@nestjs/common';
import { Allocator } from './allocation/allocator.service.js';
import { OfferAnswers } from './placement/answer-offer/offer-answers.service.js';
import { OffersController } from './placement/answer-offer/offers.controller.js';
import { OnAttendanceRecorded } from './placement/consumers/on-attendance-recorded.js';
import { OnDeadlineNear } from './placement/consumers/on-deadline-near.js';
import { OnLevelOfCareDetermined } from './placement/consumers/on-level-of-care-determined.js';
import { OnOfferExpired } from './placement/consumers/on-offer-expired.js';
import { OnPersonsMerged } from './placement/consumers/on-persons-merged.js';
import { OnLookAgain } from './allocation/consumers/on-look-again.js';
import { OnPlanOver } from './placement/consumers/on-plan-over.js';
import { OnReassessmentWithdrawn } from './placement/consumers/on-reassessment-withdrawn.js';
import { OnRiskRatingsRecorded } from './placement/consumers/on-risk-ratings-recorded.js';
import { OnProgramCapacityReported } from './program/consumers/on-program-capacity-reported.js';
import { ProgramSaver } from './program/save-program/save-program.service.js';
import { CalendarController } from './reads/calendar/calendar.controller.js';
import { PlacementReader } from './reads/placements/placement.reader.js';
import { PlacementsController } from './reads/placements/placements.controller.js';
import { ProgramReader } from './reads/programs/program.reader.js';
import { ProgramsController } from './reads/programs/programs.controller.js';
import { SchedulingGauges } from './reads/scheduling-gauges.js';
import { WaitlistController } from './reads/waitlist/waitlist.controller.js';
import { WaitlistReader } from './reads/waitlist/waitlist.reader.js';

/** The only wiring of the service. */
@Module({
  controllers: [
    OnLevelOfCareDetermined,
    OnDeadlineNear,
    OnReassessmentWithdrawn,
    OnRiskRatingsRecorded,
    OnAttendanceRecorded,
    OnPersonsMerged,
    OnOfferExpired,
    OnPlanOver,
    OnLookAgain,
    OnProgramCapacityReported,
    ProgramsController,
    PlacementsController,
    CalendarController,
    OffersController,
    WaitlistController,
  ],
  providers: [
    Allocator,
    ProgramSaver,
    OfferAnswers,
    ProgramReader,
    PlacementReader,
    WaitlistReader,
    SchedulingGauges,
  ],
})
export class SchedulingModule {}
