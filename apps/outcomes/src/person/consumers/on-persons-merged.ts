import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { personsMerged } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import { react } from '../reaction.js';
import { noteInJourney } from '../steps/journey.step.js';
import { watchFollowUps } from '../steps/follow-up.step.js';
import { checkReturns } from '../steps/returns.step.js';

/** Two histories became one: together they may show a repetition that neither showed alone. */
@Controller()
export class OnPersonsMerged {
  readonly #numbers: RuleNumbers;

  constructor(@Inject(RULE_NUMBERS) numbers: RuleNumbers) {
    this.#numbers = numbers;
  }

  @EventPattern<string>(personsMerged.type)
  handle(
    @Payload() event: EventOf<typeof personsMerged>,
    @Ctx() moment: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    return react(moment, [
      noteInJourney(event, this.#numbers.timeZone),
      watchFollowUps({ kind: 'stays-known' }, moment, this.#numbers.followUp),
      checkReturns({ kind: 'histories-merged' }, moment, this.#numbers.repetition),
    ]);
  }
}
