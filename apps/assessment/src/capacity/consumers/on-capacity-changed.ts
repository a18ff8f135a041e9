import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { capacityChanged } from '@handrail/contracts';
import { applied, type EventOf, type Moment, type Outcome } from '@handrail/messaging';
import { decide, evolve, type ProgramPlaces } from '../domain/program-places.js';

/** Places of a program change: kept to tell what another policy would ask of them. */
@Controller()
export class OnCapacityChanged {
  @EventPattern<string>(capacityChanged.type, { store: 'capacity' })
  handle(
    @Payload() event: EventOf<typeof capacityChanged>,
    @Ctx() moment: Moment<ProgramPlaces>,
  ): Outcome<ProgramPlaces> {
    const { trackId, level, capacity, used, asOf } = event.data;
    const decision = decide(moment.state, { trackId, level, capacity, used, asOf });
    if (decision.kind !== 'happened') return decision;
    return applied(evolve(moment.state, decision.events));
  }
}
