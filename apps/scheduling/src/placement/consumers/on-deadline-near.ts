import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { deadlineAtRisk } from '@handrail/contracts';
import { ignored } from '@handrail/domain';
import { applied, outgoing, type Moment, type Outcome, type TimerEvent } from '@handrail/messaging';
import { stillRuns, type Deadline } from '../domain/deadline-risk.js';
import { placementOf, type PersonCase } from '../domain/placement.js';
import { DEADLINE_NEAR } from '../placement.publish.js';

/** Somebody the law gives priority has waited three quarters of the time it allows: people must hear. */
@Controller()
export class OnDeadlineNear {
  @EventPattern<string>(DEADLINE_NEAR)
  handle(
    @Payload() timer: TimerEvent<{ placementId: string; deadline: Deadline; dueAt: string }>,
    @Ctx() at: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { placementId, deadline, dueAt } = timer.data;
    if (!stillRuns(placementOf(at.state, placementId), { deadline, dueAt }))
      return ignored('deadline-no-longer-runs');
    const warning = { personId: at.state.personId, placementId, deadline, dueAt };
    return applied(at.state, [outgoing(deadlineAtRisk, warning, at.now)]);
  }
}
