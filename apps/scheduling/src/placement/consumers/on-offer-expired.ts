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
    @Payload() timer: TimerEvent<{ placementId: string }>,
    @Ctx() moment: Moment<PersonPlacements>,
  ): Outcome<PersonPlacements> {
    const decision = expireOffer(moment.state, timer.data.placementId, moment);
    return toOutcome(moment.state, decision, moment.now);
  }
}
