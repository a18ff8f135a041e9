import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { stepDownPlanned } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { sourceOf } from '../fact-source.js';
import { ReassessmentStep } from '../reassessment.step.js';
import { normalised } from '../domain/instants.js';
import type { PersonCase } from '../domain/person-case.js';

/** The end of a stay is planned (T2): decided at once when it is near, otherwise when it comes near. */
@Controller()
export class OnStepDownPlanned {
  readonly #step: ReassessmentStep;

  constructor(step: ReassessmentStep) {
    this.#step = step;
  }

  @EventPattern<string>(stepDownPlanned.type)
  handle(
    @Payload() event: EventOf<typeof stepDownPlanned>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { stayId, setting } = event.data;
    const plannedFor = normalised(event.data.plannedFor);
    const source = sourceOf(event, event.time);
    return this.#step.react(
      { kind: 'step-down-planned', source, stayId, setting, plannedFor },
      moment,
    );
  }
}
