import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { reassessmentWithdrawn } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import type { PersonPlacements } from '../domain/placement.js';
import { withdrawFor } from '../domain/withdraw.js';
import { toOutcome } from '../placement.step.js';

/** A reassessment fell: what it alone asked for is taken back and its place is free. */
@Controller()
export class OnReassessmentWithdrawn {
  @EventPattern<string>(reassessmentWithdrawn.type)
  handle(
    @Payload() event: EventOf<typeof reassessmentWithdrawn>,
    @Ctx() moment: Moment<PersonPlacements>,
  ): Outcome<PersonPlacements> {
    const { reassessmentId, reason } = event.data;
    const decision = withdrawFor(moment.state, {
      ...{ reassessmentId, reason, causeId: event.causationId },
    });
    return toOutcome(moment.state, decision, moment.now);
  }
}
