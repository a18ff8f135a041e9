import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { drugTestRecorded } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { sourceOf } from '../fact-source.js';
import { ReassessmentStep } from '../reassessment.step.js';
import type { PersonCase } from '../domain/person-case.js';

/** The result of a drug test is kept as evidence, and shown to who works on a reassessment. */
@Controller()
export class OnDrugTestRecorded {
  readonly #step: ReassessmentStep;

  constructor(step: ReassessmentStep) {
    this.#step = step;
  }

  @EventPattern<string>(drugTestRecorded.type)
  handle(
    @Payload() event: EventOf<typeof drugTestRecorded>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { collectedAt, result, substances, placementId } = event.data;
    const source = sourceOf(event, collectedAt);
    return this.#step.react(
      { kind: 'drug-tested', source, result, substances, placementId },
      moment,
    );
  }
}
