import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { stayEnded } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import { react } from '../reaction.js';
import { knowCare } from '../steps/care.step.js';
import { followEpisode } from '../steps/episode.step.js';
import { watchFollowUps } from '../steps/follow-up.step.js';
import { noteInJourney } from '../steps/journey.step.js';
import { checkReturns } from '../steps/returns.step.js';

/** A stay ends: follow-up windows open, and a second completed detox is a repetition. */
@Controller()
export class OnStayEnded {
  readonly #numbers: RuleNumbers;

  constructor(@Inject(RULE_NUMBERS) numbers: RuleNumbers) {
    this.#numbers = numbers;
  }

  @EventPattern<string>(stayEnded.type)
  handle(
    @Payload() event: EventOf<typeof stayEnded>,
    @Ctx() moment: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    const { stayId, setting, startedAt, endedAt, disposition } = event.data;
    const { timeZone, followUp, episode, repetition } = this.#numbers;
    const ended = { kind: 'stay-ended', eventId: event.id, stayId, setting, disposition } as const;
    return react(moment, [
      noteInJourney(event, timeZone),
      knowCare({ ...ended, startedAt, endedAt }),
      watchFollowUps({ kind: 'stays-known' }, moment, followUp),
      followEpisode(
        { kind: 'care-ended', eventId: event.id, at: endedAt, disposition },
        moment,
        episode,
      ),
      checkReturns({ ...ended, endedAt, recordedAt: moment.now }, moment, repetition),
    ]);
  }
}
