import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Moment, Outcome, TimerEvent } from '@handrail/messaging';
import { EPISODE_GAP } from '../../episode/episode.publish.js';
import { FOLLOW_UP_CLOSED } from '../../follow-up/follow-up.publish.js';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import { REVIEW_DUE } from '../../review/review.publish.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import { react } from '../reaction.js';
import { followEpisode } from '../steps/episode.step.js';
import { watchFollowUps } from '../steps/follow-up.step.js';
import { announceReview } from '../steps/review.step.js';

/** What happens because time passes: windows close, reviews fall due, episodes end. */
@Controller()
export class OnClock {
  readonly #numbers: RuleNumbers;

  constructor(@Inject(RULE_NUMBERS) numbers: RuleNumbers) {
    this.#numbers = numbers;
  }

  @EventPattern<string>(FOLLOW_UP_CLOSED)
  followUpClosed(
    @Payload() timer: TimerEvent<{ followUpId: string }>,
    @Ctx() moment: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    const { followUpId } = timer.data;
    return react(moment, [
      watchFollowUps({ kind: 'window-closed', followUpId }, moment, this.#numbers.followUp),
    ]);
  }

  @EventPattern<string>(EPISODE_GAP)
  gapPassed(
    @Payload() _timer: TimerEvent,
    @Ctx() moment: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    return react(moment, [
      followEpisode({ kind: 'gap-passed', at: moment.now }, moment, this.#numbers.episode),
    ]);
  }

  @EventPattern<string>(REVIEW_DUE)
  reviewDue(
    @Payload() timer: TimerEvent,
    @Ctx() moment: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    return react(moment, [announceReview(timer.data, moment.now, this.#numbers.review)]);
  }
}
