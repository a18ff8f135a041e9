import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { returnToUseReported } from '@handrail/contracts';
import { ignored } from '@handrail/domain';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { sourceOf } from '../fact-source.js';
import { ReassessmentStep } from '../reassessment.step.js';
import { namesOpioid } from '../opioids.js';
import type { PersonCase } from '../domain/person-case.js';

/**
 * A return to use triggers nothing here: outcomes counts them and says when they repeat. What is kept
 * is whether it was an opioid, because then medication is offered with any level.
 */
@Controller()
export class OnReturnToUseReported {
  readonly #step: ReassessmentStep;

  constructor(step: ReassessmentStep) {
    this.#step = step;
  }

  @EventPattern<string>(returnToUseReported.type)
  handle(
    @Payload() event: EventOf<typeof returnToUseReported>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { substance, occurredAt } = event.data;
    if (!namesOpioid(substance)) return ignored('counted-by-outcomes');
    return this.#step.react({ kind: 'opioid-named', source: sourceOf(event, occurredAt) }, moment);
  }
}
