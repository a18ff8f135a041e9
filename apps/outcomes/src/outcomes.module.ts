import { Module } from '@nestjs/common';
import { SERVICE_SETTINGS } from '@handrail/platform';
import { RULE_NUMBERS, ruleNumbersOf, type OutcomesSettings } from './outcomes.settings.js';
import { consumers } from './person/consumers/index.js';
import { FollowUpsController } from './reads/follow-ups/follow-ups.controller.js';
import { JourneyController } from './reads/journey/journey.controller.js';
import { JourneyReader } from './reads/journey/journey.reader.js';
import { MeasuresController } from './reads/measures/measures.controller.js';

/** The only wiring of the outcomes service. */
@Module({
  controllers: [...consumers, FollowUpsController, JourneyController, MeasuresController],
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
