import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { placementCompleted, placementWithdrawn } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import { react } from '../reaction.js';
import { knowCare } from '../steps/care.step.js';
import { followEpisode } from '../steps/episode.step.js';
import { noteInJourney } from '../steps/journey.step.js';
import { stopWatching } from '../steps/review.step.js';

/** A place ends or is taken back: it no longer tells the level held, and its reviews stop. */
@Controller()
export class OnPlacementEnded {
  readonly #numbers: RuleNumbers;

  constructor(@Inject(RULE_NUMBERS) numbers: RuleNumbers) {
    this.#numbers = numbers;
  }

  @EventPattern([placementCompleted.type, placementWithdrawn.type])
  handle(
    @Payload() event: EventOf<typeof placementCompleted> | EventOf<typeof placementWithdrawn>,
    @Ctx() moment: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    const { placementId } = event.data;
    const endedAt = 'endedAt' in event.data ? event.data.endedAt : moment.now;
    const noted = noteInJourney(event, this.#numbers.timeZone);
    if ('wasConfirmed' in event.data && !event.data.wasConfirmed) return react(moment, [noted]);
    return react(moment, [
      noted,
      knowCare({ kind: 'placement-ended', placementId, at: endedAt }),
      followEpisode(
        { kind: 'care-ended', eventId: event.id, at: endedAt, disposition: null },
        moment,
        this.#numbers.episode,
      ),
      stopWatching(placementId),
    ]);
  }
}
