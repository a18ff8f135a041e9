import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { applied, type Moment, type Outcome, type TimerEvent } from '@handrail/messaging';
import { placementOf, type PersonPlacements } from '../domain/placement.js';
import { applyAndPublish } from '../placement.step.js';
import { signalClocks } from '../domain/waiting/signal-clocks.js';
import { DEADLINE_NEAR, nextLook } from '../clock.timers.js';

/** Three quarters of a clock are gone, or all of it, or a pause ends: people must hear, and the next is set. */
@Controller()
export class OnDeadlineNear {
  @EventPattern<string>(DEADLINE_NEAR)
  handle(
    @Payload() timer: TimerEvent<{ placementId: string }>,
    @Ctx() { state, now }: Moment<PersonPlacements>,
  ): Outcome<PersonPlacements> {
    const { placementId } = timer.data;
    const decision = signalClocks(state, placementId, now);
    const events = decision.kind === 'happened' ? decision.events : [];
    const { person, publish, timers } = applyAndPublish(state, events, now);
    const placement = placementOf(person, placementId);
    const next = placement ? [nextLook(placement, person, now)] : [];
    return applied(person, publish, [...timers, ...next]);
  }
}
