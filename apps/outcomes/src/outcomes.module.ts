import { Module } from '@nestjs/common';
import { SERVICE_SETTINGS } from '@handrail/platform';
import { RULE_NUMBERS, ruleNumbersOf, type OutcomesSettings } from './outcomes.settings.js';
import { personConsumers } from './person/consumers/index.js';
import { FollowUpsController } from './reads/follow-ups/follow-ups.controller.js';
import { FollowUpsReader } from './reads/follow-ups/follow-ups.reader.js';
import { JourneyController } from './reads/journey/journey.controller.js';
import { JourneyReader } from './reads/journey/journey.reader.js';
import { MeasuresController } from './reads/measures/measures.controller.js';
import { MeasuresReader } from './reads/measures/measures.reader.js';

/** The only wiring of the outcomes service. */
@Module({
  controllers: [...personConsumers, FollowUpsController, JourneyController, MeasuresController],
  providers: [
    FollowUpsReader,
    JourneyReader,
    MeasuresReader,
    {
      provide: RULE_NUMBERS,
      inject: [SERVICE_SETTINGS],
      useFactory: (settings: OutcomesSettings) => ruleNumbersOf(settings),
    },
  ],
})
export class OutcomesModule {}
