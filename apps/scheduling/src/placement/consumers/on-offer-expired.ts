import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Moment, Outcome, TimerEvent } from '@handrail/messaging';
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
    const moment = { now: at.now, newId: (purpose: string) => at.newId(purpose) };
    const decision = expireOffer(at.state, timer.data.placementId, moment);
    return toOutcome(at.state, decision, at.now);
  }
}
