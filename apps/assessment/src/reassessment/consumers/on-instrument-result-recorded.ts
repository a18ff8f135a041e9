import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { instrumentResultRecorded } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { sourceOf } from '../fact-source.js';
import { ReassessmentStep } from '../reassessment.step.js';
import { normalised } from '../domain/instants.js';
import type { PersonCase } from '../domain/person-case.js';

/** What another instrument said is kept as evidence, never interpreted, and shown to who works on it. */
@Controller()
export class OnInstrumentResultRecorded {
  readonly #step: ReassessmentStep;

  constructor(step: ReassessmentStep) {
    this.#step = step;
  }

  @EventPattern<string>(instrumentResultRecorded.type)
  handle(
    @Payload() event: EventOf<typeof instrumentResultRecorded>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { instrument, level, composite } = event.data;
    const assessedAt = normalised(event.data.assessedAt);
    const source = sourceOf(event, assessedAt);
    const result = { instrument, level, composite, assessedAt };
    return this.#step.react({ kind: 'instrument-reported', source, ...result }, moment);
  }
}
