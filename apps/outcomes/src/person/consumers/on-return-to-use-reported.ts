import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { overdoseReported, returnToUseReported } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import { react } from '../reaction.js';
import { noteInJourney } from '../steps/journey.step.js';
import { checkReturns } from '../steps/returns.step.js';

/** A return to use or an overdose is reported: it may be one too many. */
@Controller()
export class OnReturnToUseReported {
  readonly #numbers: RuleNumbers;

  constructor(@Inject(RULE_NUMBERS) numbers: RuleNumbers) {
    this.#numbers = numbers;
  }

  @EventPattern([returnToUseReported.type, overdoseReported.type])
  handle(
    @Payload() event: EventOf<typeof returnToUseReported> | EventOf<typeof overdoseReported>,
    @Ctx() moment: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    const { occurredAt } = event.data;
    return react(moment, [
      noteInJourney(event, this.#numbers.timeZone),
      checkReturns(
        { kind: 'reported', eventId: event.id, occurredAt, recordedAt: moment.now },
        moment,
        this.#numbers.repetition,
      ),
    ]);
  }
}
