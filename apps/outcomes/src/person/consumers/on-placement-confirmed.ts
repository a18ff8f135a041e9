import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { placementConfirmed } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { knowCare } from '../steps/care.step.js';
import { followEpisode } from '../../episode/episode.publish.js';
import { tell } from '../steps/journey.step.js';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import { react } from '../reaction.js';
import { watchStay } from '../../review/review.publish.js';

/** The person has a place: from now on it tells the level held, and its reviews fall due. */
@Controller()
export class OnPlacementConfirmed {
  constructor(@Inject(RULE_NUMBERS) private readonly numbers: RuleNumbers) {}

  @EventPattern<string>(placementConfirmed.type)
  handle(
    @Payload() event: EventOf<typeof placementConfirmed>,
    @Ctx() at: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    const { placementId, level, startsOn } = event.data;
    const { timeZone, episode, review } = this.numbers;
    return react(at, [
      tell(event, timeZone),
      knowCare({ kind: 'placement-confirmed', placementId, level, at: at.now }),
      followEpisode({ kind: 'care-began', eventId: event.id, at: event.time }, at, episode),
      watchStay({ placementId, level, startsOn }, review),
    ]);
  }
}
