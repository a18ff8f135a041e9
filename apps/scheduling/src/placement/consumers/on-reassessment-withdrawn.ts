import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { reassessmentWithdrawn } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import type { PersonCase } from '../domain/placement.js';
import { withdrawFor } from '../domain/withdraw.js';
import { toOutcome } from '../placement.publish.js';

/** A reassessment fell: what it alone asked for is taken back and its place is free. */
@Controller()
export class OnReassessmentWithdrawn {
  @EventPattern<string>(reassessmentWithdrawn.type)
  handle(
    @Payload() event: EventOf<typeof reassessmentWithdrawn>,
    @Ctx() at: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { reassessmentId, reason } = event.data;
    const decision = withdrawFor(at.state, { reassessmentId, reason });
    return toOutcome(at.state, decision, at.now);
  }
}
