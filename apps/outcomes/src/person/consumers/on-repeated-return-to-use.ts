import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { repeatedReturnToUseDetected } from '@handrail/contracts';
import type { EventOf, Moment, Outcome, TimerEvent } from '@handrail/messaging';
import { tell } from '../steps/journey.step.js';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import { react } from '../reaction.js';
import { REPETITION_CHECK, checkReturns } from '../../return-to-use/return-to-use.publish.js';

/** Looks for repetitions once everything older is read, and hears its own announcement. */
@Controller()
export class OnRepeatedReturnToUse {
  constructor(@Inject(RULE_NUMBERS) private readonly numbers: RuleNumbers) {}

  @EventPattern<string>(REPETITION_CHECK)
  check(@Payload() _timer: TimerEvent, @Ctx() at: Moment<PersonOutcomes>): Outcome<PersonOutcomes> {
    const detectionId = at.newId('detection');
    return react(at, [
      checkReturns({ kind: 'check-due', detectionId }, at, this.numbers.repetition),
    ]);
  }

  @EventPattern<string>(repeatedReturnToUseDetected.type)
  announced(
    @Payload() event: EventOf<typeof repeatedReturnToUseDetected>,
    @Ctx() at: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    const { detectionId } = event.data;
    return react(at, [
      tell(event, this.numbers.timeZone),
      checkReturns(
        { kind: 'announced', detectionId, eventId: event.id },
        at,
        this.numbers.repetition,
      ),
    ]);
  }
}
