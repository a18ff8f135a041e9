import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { deadlineAtRisk } from '@handrail/contracts';
import { ignored } from '@handrail/domain';
import { applied, outgoing, type Moment, type Outcome, type TimerEvent } from '@handrail/messaging';
import { stillRuns, type Deadline } from '../domain/deadline-risk.js';
import { placementOf, type PersonPlacements } from '../domain/placement.js';
import { DEADLINE_NEAR } from '../placement.timers.js';

/** Somebody the law gives priority has waited three quarters of the time it allows: people must hear. */
@Controller()
export class OnDeadlineNear {
  @EventPattern<string>(DEADLINE_NEAR)
  handle(
    @Payload() timer: TimerEvent<{ placementId: string; deadline: Deadline; dueAt: string }>,
    @Ctx() moment: Moment<PersonPlacements>,
  ): Outcome<PersonPlacements> {
    const { placementId, deadline, dueAt } = timer.data;
    if (!stillRuns(placementOf(moment.state, placementId), { deadline, dueAt }))
      return ignored('deadline-no-longer-runs');
    const warning = { personId: moment.state.personId, placementId, deadline, dueAt };
    return applied(moment.state, [outgoing(deadlineAtRisk, warning, moment.now)]);
  }
}
