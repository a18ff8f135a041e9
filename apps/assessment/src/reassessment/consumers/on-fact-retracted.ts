import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { factRetracted, repeatedReturnToUseWithdrawn } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { sourceOf } from '../fact-source.js';
import { ReassessmentStep } from '../reassessment.step.js';
import type { PersonCase } from '../domain/person-case.js';

/** A fact is taken back (T10): what rested on it alone is withdrawn, the rest is decided again. */
@Controller()
export class OnFactRetracted {
  readonly #step: ReassessmentStep;

  constructor(step: ReassessmentStep) {
    this.#step = step;
  }

  @EventPattern<string>(factRetracted.type)
  fact(
    @Payload() event: EventOf<typeof factRetracted>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const source = sourceOf(event, event.time);
    const { retractedEventId } = event.data;
    return this.#step.react({ kind: 'fact-retracted', source, retractedEventId }, moment);
  }

  /** Outcomes takes back a repetition because a report it counted fell. */
  @EventPattern<string>(repeatedReturnToUseWithdrawn.type)
  repetition(
    @Payload() event: EventOf<typeof repeatedReturnToUseWithdrawn>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const source = sourceOf(event, event.time);
    const retractedEventId = event.data.detectedEventId;
    return this.#step.react({ kind: 'fact-retracted', source, retractedEventId }, moment);
  }
}
