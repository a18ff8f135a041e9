import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { programCapacityReported } from '@handrail/contracts';
import { applied, type EventOf, type Moment, type Outcome } from '@handrail/messaging';
import { reportCapacity, withPlacesReported } from '../domain/report-capacity.js';
import type { ProgramState } from '../program.store.js';

/** A program says how many places it has; `capacity-changed` follows from the allocator's next turn. */
@Controller()
export class OnProgramCapacityReported {
  @EventPattern<string>(programCapacityReported.type, { store: 'program' })
  handle(
    @Payload() event: EventOf<typeof programCapacityReported>,
    @Ctx() moment: Moment<ProgramState>,
  ): Outcome<ProgramState> {
    const decision = reportCapacity(moment.state, event.data, { now: moment.now });
    if (decision.kind !== 'happened') return decision;
    return applied(decision.events.reduce(withPlacesReported, moment.state!));
  }
}
