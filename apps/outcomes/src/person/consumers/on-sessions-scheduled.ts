import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { sessionsScheduled } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import { react } from '../reaction.js';
import { knowCare } from '../steps/care.step.js';
import { noteInJourney } from '../steps/journey.step.js';

/** The calendar of a placement is made: its plan says until when its stay is reviewed. */
@Controller()
export class OnSessionsScheduled {
  readonly #numbers: RuleNumbers;

  constructor(@Inject(RULE_NUMBERS) numbers: RuleNumbers) {
    this.#numbers = numbers;
  }

  @EventPattern<string>(sessionsScheduled.type)
  handle(
    @Payload() event: EventOf<typeof sessionsScheduled>,
    @Ctx() moment: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    const { placementId, lastSessionAt } = event.data;
    return react(moment, [
      noteInJourney(event, this.#numbers.timeZone),
      knowCare({ kind: 'sessions-scheduled', placementId, lastSessionAt }),
    ]);
  }
}
