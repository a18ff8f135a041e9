import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { personsMerged } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { settleMerged } from '../domain/merge.js';
import type { PersonCase } from '../domain/placement.js';
import { toOutcome } from '../placement.publish.js';

/** Two persons are one: nobody keeps two confirmed places. */
@Controller()
export class OnPersonsMerged {
  @EventPattern<string>(personsMerged.type)
  handle(
    @Payload() _event: EventOf<typeof personsMerged>,
    @Ctx() at: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    return toOutcome(at.state, settleMerged(at.state), at.now);
  }
}
