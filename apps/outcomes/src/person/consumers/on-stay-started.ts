import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { stayStarted } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import { react } from '../reaction.js';
import { knowCare } from '../steps/care.step.js';
import { followEpisode } from '../steps/episode.step.js';
import { watchFollowUps } from '../steps/follow-up.step.js';
import { noteInJourney } from '../steps/journey.step.js';

/** Care begins: an episode opens, and ambulatory care may be the follow-up of a discharge. */
@Controller()
export class OnStayStarted {
  readonly #numbers: RuleNumbers;

  constructor(@Inject(RULE_NUMBERS) numbers: RuleNumbers) {
    this.#numbers = numbers;
  }

  @EventPattern<string>(stayStarted.type)
  handle(
    @Payload() event: EventOf<typeof stayStarted>,
    @Ctx() moment: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    const { stayId, setting, startedAt } = event.data;
    const { timeZone, followUp, episode } = this.#numbers;
    const eventId = event.id;
    return react(moment, [
      noteInJourney(event, timeZone),
      knowCare({ kind: 'stay-started', eventId, stayId, setting, startedAt }),
      watchFollowUps({ kind: 'stay-started', eventId, setting, at: startedAt }, moment, followUp),
      followEpisode({ kind: 'care-began', eventId, at: startedAt }, moment, episode),
    ]);
  }
}
