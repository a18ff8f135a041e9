import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { personsMerged } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { settleMerged } from '../domain/merge.js';
import type { PersonPlacements } from '../domain/placement.js';
import { toOutcome } from '../placement.step.js';

/** Two persons are one: nobody keeps two confirmed places. */
@Controller()
export class OnPersonsMerged {
  @EventPattern<string>(personsMerged.type)
  handle(
    @Payload() _event: EventOf<typeof personsMerged>,
    @Ctx() moment: Moment<PersonPlacements>,
  ): Outcome<PersonPlacements> {
    return toOutcome(moment.state, settleMerged(moment.state), moment.now);
  }
}
