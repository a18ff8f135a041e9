import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { applied, type Moment, type Outcome, type TimerEvent } from '@handrail/messaging';
import { finishPlan, planEndsAt } from '../domain/finish-plan.js';
import { placementOf, type PersonPlacements } from '../domain/placement.js';
import { toOutcome } from '../placement.step.js';
import { PLAN_OVER, untilPlanIsOver } from '../placement.timers.js';

/** The last session's day has passed: the place is free, and assessment asks what comes next (T11). */
@Controller()
export class OnPlanOver {
  @EventPattern<string>(PLAN_OVER)
  handle(
    @Payload() timer: TimerEvent<{ placementId: string }>,
    @Ctx() moment: Moment<PersonPlacements>,
  ): Outcome<PersonPlacements> {
    const { placementId } = timer.data;
    const placement = placementOf(moment.state, placementId);
    const endsAt = planEndsAt(placement);
    // The day ends later than it did when the timer was set, as when a zone changes its clocks.
    if (placement && endsAt && Date.parse(endsAt) > Date.parse(moment.now))
      return applied(moment.state, [], untilPlanIsOver(placement));
    return toOutcome(moment.state, finishPlan(moment.state, placementId, moment.now), moment.now);
  }
}
