import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { placementCompleted, placementWithdrawn } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { knowCare } from '../steps/care.step.js';
import { followEpisode } from '../../episode/episode.publish.js';
import { tell } from '../steps/journey.step.js';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import { react } from '../reaction.js';
import { stopWatching } from '../../review/review.publish.js';

/** A place ends or is taken back: it no longer tells the level held, and its reviews stop. */
@Controller()
export class OnPlacementEnded {
  constructor(@Inject(RULE_NUMBERS) private readonly numbers: RuleNumbers) {}

  @EventPattern([placementCompleted.type, placementWithdrawn.type])
  handle(
    @Payload() event: EventOf<typeof placementCompleted> | EventOf<typeof placementWithdrawn>,
    @Ctx() at: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    const { placementId } = event.data;
    const endedAt = 'endedAt' in event.data ? event.data.endedAt : at.now;
    const told = tell(event, this.numbers.timeZone);
    if ('wasConfirmed' in event.data && !event.data.wasConfirmed) return react(at, [told]);
    return react(at, [
      told,
      knowCare({ kind: 'placement-ended', placementId, at: endedAt }),
      followEpisode(
        { kind: 'care-ended', eventId: event.id, at: endedAt, disposition: null },
        at,
        this.numbers.episode,
      ),
      stopWatching(placementId),
    ]);
  }
}
