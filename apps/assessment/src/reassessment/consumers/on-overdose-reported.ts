import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { overdoseReported } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { sourceOf } from '../fact-source.js';
import { ReassessmentStep } from '../reassessment.step.js';
import type { PersonCase } from '../domain/person-case.js';
import { namesOpioid } from '../opioids.js';

/** An overdose (T5) asks for a reassessment of its own. */
@Controller()
export class OnOverdoseReported {
  readonly #step: ReassessmentStep;

  constructor(step: ReassessmentStep) {
    this.#step = step;
  }

  @EventPattern<string>(overdoseReported.type)
  handle(
    @Payload() event: EventOf<typeof overdoseReported>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const source = sourceOf(event, event.data.occurredAt);
    const signal = { trigger: 'overdose', currentLevel: null, repetition: null } as const;
    const opioid = namesOpioid(event.data.substance);
    return this.#step.react({ kind: 'signal-seen', source, opioid, ...signal }, moment);
  }
}
