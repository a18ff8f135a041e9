import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { repeatedReturnToUseDetected } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { sourceOf } from '../fact-source.js';
import { ReassessmentStep } from '../reassessment.step.js';
import { normalised } from '../domain/instants.js';
import type { PersonCase } from '../domain/person-case.js';

/** Outcomes saw a repetition (T3): returns to use in a window, or a second completed detox. */
@Controller()
export class OnRepeatedReturnToUse {
  readonly #step: ReassessmentStep;

  constructor(step: ReassessmentStep) {
    this.#step = step;
  }

  @EventPattern<string>(repeatedReturnToUseDetected.type)
  handle(
    @Payload() event: EventOf<typeof repeatedReturnToUseDetected>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { detectionId, pattern, detectedAt, currentLevel } = event.data;
    const reports = event.data.reports.map(({ eventId, occurredAt }) => ({
      eventId,
      occurredAt: normalised(occurredAt),
    }));
    const signal = {
      trigger: 'repeated-return-to-use',
      currentLevel,
      repetition: { detectionId, pattern, reports },
      opioid: false,
    } as const;
    const source = sourceOf(event, detectedAt);
    return this.#step.react({ kind: 'signal-seen', source, ...signal }, moment);
  }
}
