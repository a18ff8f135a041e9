import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { careRequested, riskFactorsRecorded, riskRatingsRecorded } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import type { PersonPlacements } from '../domain/placement.js';
import { noteFact } from '../domain/waiting/note-facts.js';
import { toOutcome } from '../placement.step.js';

/** Pregnancy or injecting newly recorded changes the order of admission (45 CFR 96.131). */
@Controller()
export class OnRiskRatingsRecorded {
  @EventPattern<string>(riskRatingsRecorded.type)
  handle(
    @Payload() event: EventOf<typeof riskRatingsRecorded>,
    @Ctx() moment: Moment<PersonPlacements>,
  ): Outcome<PersonPlacements> {
    const { context, ratedAt } = event.data;
    const recorded = { id: event.id, context, ratedAt };
    return toOutcome(moment.state, noteFact(moment.state, recorded), moment.now);
  }

  /** The same, as somebody who asks for care stated it. */
  @EventPattern<string>(careRequested.type)
  handleRequest(
    @Payload() event: EventOf<typeof careRequested>,
    @Ctx() moment: Moment<PersonPlacements>,
  ): Outcome<PersonPlacements> {
    const { context, requestedAt: ratedAt } = event.data;
    const recorded = { id: event.id, context, ratedAt };
    return toOutcome(moment.state, noteFact(moment.state, recorded), moment.now);
  }

  /** The same, as somebody who works on a reassessment recorded it. */
  @EventPattern<string>(riskFactorsRecorded.type)
  handleFactors(
    @Payload() event: EventOf<typeof riskFactorsRecorded>,
    @Ctx() moment: Moment<PersonPlacements>,
  ): Outcome<PersonPlacements> {
    const { pregnant, injecting, recordedAt: ratedAt } = event.data;
    const context = {
      ...(pregnant === null ? {} : { pregnant }),
      ...(injecting === null ? {} : { injecting }),
    };
    const recorded = { id: event.id, context, ratedAt };
    return toOutcome(moment.state, noteFact(moment.state, recorded), moment.now);
  }
}
