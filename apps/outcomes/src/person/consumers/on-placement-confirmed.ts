import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { placementConfirmed } from '@handrail/contracts';
import { localDay } from '@handrail/domain';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import { react } from '../reaction.js';
import { knowCare } from '../steps/care.step.js';
import { followEpisode } from '../steps/episode.step.js';
import { noteInJourney } from '../steps/journey.step.js';
import { watchStay } from '../steps/review.step.js';

/** The person has a place: from now on it tells the level held, and its reviews fall due. */
@Controller()
export class OnPlacementConfirmed {
  readonly #numbers: RuleNumbers;

  constructor(@Inject(RULE_NUMBERS) numbers: RuleNumbers) {
    this.#numbers = numbers;
  }

  @EventPattern<string>(placementConfirmed.type)
  handle(
    @Payload() event: EventOf<typeof placementConfirmed>,
    @Ctx() moment: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    const { placementId, level, startsOn, movedFrom } = event.data;
    const { timeZone, episode, review } = this.#numbers;
    return react(moment, [
      noteInJourney(event, timeZone),
      knowCare({
        ...{ kind: 'placement-confirmed', placementId, level, at: moment.now },
        ...{ on: localDay(moment.now, timeZone), startsOn, movedFrom },
      }),
      followEpisode({ kind: 'care-began', eventId: event.id, at: event.time }, moment, episode),
      watchStay({ placementId, level, startsOn }, review),
    ]);
  }
}
