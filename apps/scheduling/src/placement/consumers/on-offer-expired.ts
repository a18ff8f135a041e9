import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Moment, Outcome, TimerEvent } from '@handrail/messaging';
import { expireOffer } from '../domain/answer-offer.js';
import type { PersonPlacements } from '../domain/placement.js';
import { toOutcome } from '../placement.step.js';
import { OFFER_EXPIRED } from '../placement.timers.js';

/** Nobody answered an offer in time: the place is free and the request goes on. */
@Controller()
export class OnOfferExpired {
  @EventPattern<string>(OFFER_EXPIRED)
  handle(
    @Payload() timer: TimerEvent<{ placementId: string; offerId?: string }>,
    @Ctx() moment: Moment<PersonPlacements>,
  ): Outcome<PersonPlacements> {
    // A timer set before programs were asked side by side names the placement alone.
    const { placementId, offerId = placementId } = timer.data;
    const decision = expireOffer(moment.state, offerId, moment);
    return toOutcome(moment.state, decision, moment.now);
  }
}
