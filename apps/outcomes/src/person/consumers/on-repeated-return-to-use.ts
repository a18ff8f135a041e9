import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { repeatedReturnToUseDetected } from '@handrail/contracts';
import type { EventOf, Moment, Outcome, TimerEvent } from '@handrail/messaging';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import { REPETITION_CHECK } from '../../return-to-use/return-to-use.publish.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import { react } from '../reaction.js';
import { noteInJourney } from '../steps/journey.step.js';
import { checkReturns } from '../steps/returns.step.js';

/** Looks for repetitions once everything older is read, and hears its own announcement. */
@Controller()
export class OnRepeatedReturnToUse {
  readonly #numbers: RuleNumbers;

  constructor(@Inject(RULE_NUMBERS) numbers: RuleNumbers) {
    this.#numbers = numbers;
  }

  @EventPattern<string>(REPETITION_CHECK)
  check(
    @Payload() _timer: TimerEvent,
    @Ctx() moment: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    const detectionId = moment.newId('detection');
    return react(moment, [
      checkReturns({ kind: 'check-due', detectionId }, moment, this.#numbers.repetition),
    ]);
  }

  @EventPattern<string>(repeatedReturnToUseDetected.type)
  announced(
    @Payload() event: EventOf<typeof repeatedReturnToUseDetected>,
    @Ctx() moment: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    const { detectionId } = event.data;
    return react(moment, [
      noteInJourney(event, this.#numbers.timeZone),
      checkReturns(
        { kind: 'announced', detectionId, eventId: event.id },
        moment,
        this.#numbers.repetition,
      ),
    ]);
  }
}
