import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { causeOf, type Moment, type Outcome, type TimerEvent } from '@handrail/messaging';
import { expireOffer } from '../domain/answer-offer.js';
import type { PersonCase } from '../domain/placement.js';
import { OFFER_EXPIRED, toOutcome } from '../placement.publish.js';

/** Nobody answered an offer in time: the place is free and the request goes on. */
@Controller()
export class OnOfferExpired {
  @EventPattern<string>(OFFER_EXPIRED)
  handle(
    @Payload() timer: TimerEvent<{ placementId: string }>,
    @Ctx() at: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const moment = { now: at.now, cause: causeOf(timer), newId: at.newId };
    const decision = expireOffer(at.state, timer.data.placementId, moment);
    return toOutcome(at.state, decision, at.now);
  }
}
