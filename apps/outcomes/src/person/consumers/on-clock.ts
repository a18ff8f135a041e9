import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Moment, Outcome, TimerEvent } from '@handrail/messaging';
import { EPISODE_GAP, followEpisode } from '../../episode/episode.publish.js';
import { FOLLOW_UP_CLOSED, watchFollowUps } from '../../follow-up/follow-up.publish.js';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import { react } from '../reaction.js';
import { REVIEW_DUE, announceReview } from '../../review/review.publish.js';

/** What happens because time passes: windows close, reviews fall due, episodes end. */
@Controller()
export class OnClock {
  constructor(@Inject(RULE_NUMBERS) private readonly numbers: RuleNumbers) {}

  @EventPattern<string>(FOLLOW_UP_CLOSED)
  followUpClosed(
    @Payload() timer: TimerEvent<{ followUpId: string }>,
    @Ctx() at: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    const { followUpId } = timer.data;
    return react(at, [
      watchFollowUps({ kind: 'window-closed', followUpId }, at, this.numbers.followUp),
    ]);
  }

  @EventPattern<string>(EPISODE_GAP)
  gapPassed(
    @Payload() _timer: TimerEvent,
    @Ctx() at: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    return react(at, [followEpisode({ kind: 'gap-passed', at: at.now }, at, this.numbers.episode)]);
  }

  @EventPattern<string>(REVIEW_DUE)
  reviewDue(
    @Payload() timer: TimerEvent,
    @Ctx() at: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    return react(at, [announceReview(timer.data, at.now, this.numbers.review)]);
  }
}
