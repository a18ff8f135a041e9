import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { ignored } from '@handrail/domain';
import type { Moment, Outcome, TimerEvent } from '@handrail/messaging';
import type { PersonPlacements } from '../domain/placement.js';
import { followOnly } from '../placement.step.js';
import { PLACE_DUE } from '../placement.timers.js';

/** Nobody came, or somebody has stayed away for so long: people hear of it, or the place is given away. */
@Controller()
export class OnPlaceDue {
  @EventPattern<string>(PLACE_DUE)
  handle(
    @Payload() _timer: TimerEvent<{ placementId: string }>,
    @Ctx() { state, now }: Moment<PersonPlacements>,
  ): Outcome<PersonPlacements> {
    return followOnly(state, now) ?? ignored('place-no-longer-due');
  }
}
