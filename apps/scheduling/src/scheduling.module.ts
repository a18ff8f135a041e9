import { Module } from '@nestjs/common';
import { Allocator } from './allocation/allocator.service.js';
import { OfferAnswers } from './placement/answer-offer/offer-answers.service.js';
import { OffersController } from './placement/answer-offer/offers.controller.js';
import { OnAttendanceRecorded } from './placement/on-attendance-recorded/on-attendance-recorded.consumer.js';
import { OnDeadlineNear } from './placement/on-deadline-near/on-deadline-near.consumer.js';
import { OnLevelOfCareDetermined } from './placement/on-level-of-care-determined/on-level-of-care-determined.consumer.js';
import { OnOfferExpired } from './placement/on-offer-expired/on-offer-expired.consumer.js';
import { OnPersonsMerged } from './placement/on-persons-merged/on-persons-merged.consumer.js';
import { OnLookAgain } from './allocation/on-look-again/on-look-again.consumer.js';
import { OnPlanOver } from './placement/on-plan-over/on-plan-over.consumer.js';
import { OnReassessmentWithdrawn } from './placement/on-reassessment-withdrawn/on-reassessment-withdrawn.consumer.js';
import { OnRiskRatingsRecorded } from './placement/on-risk-ratings-recorded/on-risk-ratings-recorded.consumer.js';
import { OnProgramCapacityReported } from './program/on-program-capacity-reported/on-program-capacity-reported.consumer.js';
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
