import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { continuedStayReviewDue } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { sourceOf } from '../fact-source.js';
import { ReassessmentStep } from '../reassessment.step.js';
import type { PersonCase } from '../domain/person-case.js';

/** A continued stay is due for review (T9): a person looks at it. */
@Controller()
export class OnReviewDue {
  readonly #step: ReassessmentStep;

  constructor(step: ReassessmentStep) {
    this.#step = step;
  }

  @EventPattern<string>(continuedStayReviewDue.type)
  handle(
    @Payload() event: EventOf<typeof continuedStayReviewDue>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { level, dueAt } = event.data;
    const signal = { trigger: 'review-due', currentLevel: level, repetition: null } as const;
    const source = sourceOf(event, dueAt);
    return this.#step.react({ kind: 'signal-seen', source, opioid: false, ...signal }, moment);
  }
}
