import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { stayCorrected } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import { react } from '../reaction.js';
import { knowCare } from '../steps/care.step.js';
import { watchFollowUps } from '../steps/follow-up.step.js';
import { noteInJourney } from '../steps/journey.step.js';
import { checkReturns } from '../steps/returns.step.js';

/** Corrects what is known of a stay. A correction announces nothing. */
@Controller()
export class OnStayCorrected {
  readonly #numbers: RuleNumbers;

  constructor(@Inject(RULE_NUMBERS) numbers: RuleNumbers) {
    this.#numbers = numbers;
  }

  @EventPattern<string>(stayCorrected.type)
  handle(
    @Payload() event: EventOf<typeof stayCorrected>,
    @Ctx() moment: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    const { stayId, setting, startedAt, endedAt, disposition } = event.data;
    return react(moment, [
      noteInJourney(event, this.#numbers.timeZone),
      knowCare({ kind: 'stay-corrected', stayId, setting, startedAt, endedAt, disposition }),
      watchFollowUps({ kind: 'stays-known' }, moment, this.#numbers.followUp),
      checkReturns({ kind: 'stay-corrected', stayId, endedAt }, moment, this.#numbers.repetition),
    ]);
  }
}
