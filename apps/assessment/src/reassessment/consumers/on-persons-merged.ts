import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { personsMerged } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { ReassessmentStep } from '../reassessment.step.js';
import type { PersonCase } from '../domain/person-case.js';

/** Two cases became one: together they may show what neither showed alone. */
@Controller()
export class OnPersonsMerged {
  readonly #step: ReassessmentStep;

  constructor(step: ReassessmentStep) {
    this.#step = step;
  }

  @EventPattern<string>(personsMerged.type)
  handle(
    @Payload() _event: EventOf<typeof personsMerged>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    return this.#step.react({ kind: 'time-passed' }, moment);
  }
}
