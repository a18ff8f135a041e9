import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { placementRescheduled } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import { react } from '../reaction.js';
import { knowCare } from '../steps/care.step.js';
import { noteInJourney } from '../steps/journey.step.js';
import { watchStay } from '../steps/review.step.js';

/** The first day of a place moves: nobody is reviewed for days on which they had not begun. */
@Controller()
export class OnPlacementRescheduled {
  readonly #numbers: RuleNumbers;

  constructor(@Inject(RULE_NUMBERS) numbers: RuleNumbers) {
    this.#numbers = numbers;
  }

  @EventPattern<string>(placementRescheduled.type)
  handle(
    @Payload() event: EventOf<typeof placementRescheduled>,
    @Ctx() moment: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    const { placementId, level, startsOn, startedOn } = event.data;
    return react(moment, [
      noteInJourney(event, this.#numbers.timeZone),
      knowCare({ kind: 'placement-rescheduled', placementId, startsOn, startedOn }),
      watchStay({ placementId, level, startsOn }, this.#numbers.review),
    ]);
  }
}
