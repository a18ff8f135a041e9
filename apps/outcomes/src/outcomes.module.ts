import { Module } from '@nestjs/common';
import { SERVICE_SETTINGS } from '@handrail/platform';
import { OnAttendanceRecorded } from './on-attendance-recorded/on-attendance-recorded.consumer.js';
import { OnClock } from './on-clock/on-clock.consumer.js';
import { OnFactRetracted } from './on-fact-retracted/on-fact-retracted.consumer.js';
import { OnPersonsMerged } from './on-persons-merged/on-persons-merged.consumer.js';
import { OnPlacementConfirmed } from './on-placement-confirmed/on-placement-confirmed.consumer.js';
import { OnPlacementEnded } from './on-placement-ended/on-placement-ended.consumer.js';
import { OnRepetition } from './on-repetition/on-repetition.consumer.js';
import { OnReturnToUse } from './on-return-to-use/on-return-to-use.consumer.js';
import { OnSessionsScheduled } from './on-sessions-scheduled/on-sessions-scheduled.consumer.js';
import { OnStayCorrected } from './on-stay-corrected/on-stay-corrected.consumer.js';
import { OnStayEnded } from './on-stay-ended/on-stay-ended.consumer.js';
import { OnStayStarted } from './on-stay-started/on-stay-started.consumer.js';
import { OnToldEvent } from './on-told-event/on-told-event.consumer.js';
import { RULE_NUMBERS, ruleNumbersOf, type OutcomesSettings } from './outcomes.config.js';
import { FollowUpsController } from './reads/follow-ups/follow-ups.controller.js';
import { JourneyController } from './reads/journey/journey.controller.js';
import { JourneyReader } from './reads/journey/journey.reader.js';
import { MeasuresController } from './reads/measures/measures.controller.js';

/** The only wiring of the outcomes service. */
@Module({
  controllers: [
    OnAttendanceRecorded,
    OnClock,
    OnFactRetracted,
    OnPersonsMerged,
    OnPlacementConfirmed,
    OnPlacementEnded,
    OnRepetition,
    OnReturnToUse,
    OnSessionsScheduled,
    OnStayCorrected,
    OnStayEnded,
    OnStayStarted,
    OnToldEvent,
    FollowUpsController,
    JourneyController,
    MeasuresController,
  ],
  providers: [
    JourneyReader,
    {
      provide: RULE_NUMBERS,
      inject: [SERVICE_SETTINGS],
      useFactory: (settings: OutcomesSettings) => ruleNumbersOf(settings),
    },
  ],
})
export class OutcomesModule {}
