import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { stayEnded } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { knowCare } from '../steps/care.step.js';
import { isRoundTheClock, openStays } from '../../care/domain/care.js';
import { followEpisode } from '../../episode/episode.publish.js';
import { watchFollowUps } from '../../follow-up/follow-up.publish.js';
import { tell } from '../steps/journey.step.js';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import { react } from '../reaction.js';
import { checkReturns } from '../../return-to-use/return-to-use.publish.js';

/** A stay ends: follow-up windows open, and a second completed detox is a repetition. */
@Controller()
export class OnStayEnded {
  constructor(@Inject(RULE_NUMBERS) private readonly numbers: RuleNumbers) {}

  @EventPattern<string>(stayEnded.type)
  handle(
    @Payload() event: EventOf<typeof stayEnded>,
    @Ctx() at: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    const { stayId, setting, startedAt, endedAt, disposition } = event.data;
    const { timeZone, followUp, episode, repetition } = this.numbers;
    const ended = { kind: 'stay-ended', eventId: event.id, stayId, setting, disposition } as const;
    const livesInElsewhere = openStays(at.state.care).some(
      (stay) => stay.stayId !== stayId && isRoundTheClock(stay.setting),
    );
    return react(at, [
      tell(event, timeZone),
      knowCare({ ...ended, startedAt, endedAt }),
      watchFollowUps({ ...ended, at: endedAt, recordedAt: at.now, livesInElsewhere }, at, followUp),
      followEpisode(
        { kind: 'care-ended', eventId: event.id, at: endedAt, disposition },
        at,
        episode,
      ),
      checkReturns({ ...ended, endedAt, recordedAt: at.now }, at, repetition),
    ]);
  }
}
