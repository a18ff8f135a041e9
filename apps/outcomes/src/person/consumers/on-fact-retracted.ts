import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { factRetracted } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import { react } from '../reaction.js';
import { knowCare } from '../steps/care.step.js';
import { followEpisode } from '../steps/episode.step.js';
import { watchFollowUps } from '../steps/follow-up.step.js';
import { noteInJourney } from '../steps/journey.step.js';
import { checkReturns } from '../steps/returns.step.js';

/** A source takes back a fact: everything that rested on it alone falls. */
@Controller()
export class OnFactRetracted {
  readonly #numbers: RuleNumbers;

  constructor(@Inject(RULE_NUMBERS) numbers: RuleNumbers) {
    this.#numbers = numbers;
  }

  @EventPattern<string>(factRetracted.type)
  handle(
    @Payload() event: EventOf<typeof factRetracted>,
    @Ctx() moment: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    const fact = { kind: 'fact-retracted', eventId: event.data.retractedEventId } as const;
    const { timeZone, followUp, episode, repetition } = this.#numbers;
    return react(moment, [
      noteInJourney(event, timeZone),
      knowCare(fact),
      watchFollowUps(fact, moment, followUp),
      followEpisode({ ...fact, at: moment.now }, moment, episode),
      checkReturns(fact, moment, repetition),
    ]);
  }
}
