import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { placementCompleted } from '@handrail/contracts';
import { ignored } from '@handrail/domain';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { sourceOf } from '../fact-source.js';
import { ReassessmentStep } from '../reassessment.step.js';
import { normalised } from '../domain/instants.js';
import type { PersonCase } from '../domain/person-case.js';

/** The end reason of a placement whose plan ran out: see docs/event-catalogue.md. */
const RAN_OUT = 'finished';

/** The plan of a placement ran out (T11): somebody is asked what comes next. */
@Controller()
export class OnPlacementCompleted {
  readonly #step: ReassessmentStep;

  constructor(step: ReassessmentStep) {
    this.#step = step;
  }

  @EventPattern<string>(placementCompleted.type)
  handle(
    @Payload() event: EventOf<typeof placementCompleted>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { placementId, reassessmentId, level, endReason } = event.data;
    if (endReason !== RAN_OUT) return ignored('plan-did-not-run-out');
    const endedAt = normalised(event.data.endedAt);
    const source = sourceOf(event, endedAt);
    const about = { placementId, reassessmentId, level, endedAt };
    return this.#step.react({ kind: 'plan-ran-out', source, ...about }, moment);
  }
}
