import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { factRetracted } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { knowCare } from '../steps/care.step.js';
import { followEpisode } from '../../episode/episode.publish.js';
import { watchFollowUps } from '../../follow-up/follow-up.publish.js';
import { tell } from '../steps/journey.step.js';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import { react } from '../reaction.js';
import { checkReturns } from '../../return-to-use/return-to-use.publish.js';

/** A source takes back a fact: everything that rested on it alone falls. */
@Controller()
export class OnFactRetracted {
  constructor(@Inject(RULE_NUMBERS) private readonly numbers: RuleNumbers) {}

  @EventPattern<string>(factRetracted.type)
  handle(
    @Payload() event: EventOf<typeof factRetracted>,
    @Ctx() at: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    const fact = { kind: 'fact-retracted', eventId: event.data.retractedEventId } as const;
    const { timeZone, followUp, episode, repetition } = this.numbers;
    return react(at, [
      tell(event, timeZone),
      knowCare(fact),
      watchFollowUps(fact, at, followUp),
      followEpisode({ ...fact, at: at.now }, at, episode),
      checkReturns(fact, at, repetition),
    ]);
  }
}
