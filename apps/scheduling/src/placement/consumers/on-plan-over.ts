import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { applied, type Moment, type Outcome, type TimerEvent } from '@handrail/messaging';
import { finishPlan, planEndsAt } from '../domain/finish-plan.js';
import { placementOf, type PersonCase } from '../domain/placement.js';
import { PLAN_OVER, toOutcome, untilPlanIsOver } from '../placement.publish.js';

/** The last session's day has passed: the place is free, and assessment asks what comes next (T11). */
@Controller()
export class OnPlanOver {
  @EventPattern<string>(PLAN_OVER)
  handle(
    @Payload() timer: TimerEvent<{ placementId: string }>,
    @Ctx() at: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { placementId } = timer.data;
    const placement = placementOf(at.state, placementId);
    const endsAt = planEndsAt(placement);
    // The day ends later than it did when the timer was set, as when a zone changes its clocks.
    if (placement && endsAt && Date.parse(endsAt) > Date.parse(at.now))
      return applied(at.state, [], untilPlanIsOver(placement));
    return toOutcome(at.state, finishPlan(at.state, placementId, at.now), at.now);
  }
}
