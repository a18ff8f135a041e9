import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { careRequested } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { sourceOf } from '../fact-source.js';
import { ReassessmentStep } from '../reassessment.step.js';
import type { PersonCase } from '../domain/person-case.js';

/** Somebody asks for care of a person (T0): a reassessment of its own, or one more reason of an open one. */
@Controller()
export class OnCareRequested {
  readonly #step: ReassessmentStep;

  constructor(step: ReassessmentStep) {
    this.#step = step;
  }

  @EventPattern<string>(careRequested.type)
  handle(
    @Payload() event: EventOf<typeof careRequested>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { requestedAt, requestedBy, level, context } = event.data;
    const source = sourceOf(event, requestedAt);
    return this.#step.react(
      { kind: 'care-requested', source, requestedBy, level, context },
      moment,
    );
  }
}
