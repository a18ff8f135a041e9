import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { stayCorrected } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { sourceOf } from '../fact-source.js';
import { ReassessmentStep } from '../reassessment.step.js';
import { normalised } from '../domain/instants.js';
import type { PersonCase } from '../domain/person-case.js';

/** Data of a stay are corrected. Known from now on, and never a reason for anything. */
@Controller()
export class OnStayCorrected {
  readonly #step: ReassessmentStep;

  constructor(step: ReassessmentStep) {
    this.#step = step;
  }

  @EventPattern<string>(stayCorrected.type)
  handle(
    @Payload() event: EventOf<typeof stayCorrected>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { stayId, setting } = event.data;
    const startedAt = event.data.startedAt === null ? null : normalised(event.data.startedAt);
    const source = sourceOf(event, event.time);
    return this.#step.react({ kind: 'stay-corrected', source, stayId, setting, startedAt }, moment);
  }
}
