import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { stayStarted } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { sourceOf } from '../fact-source.js';
import { ReassessmentStep } from '../reassessment.step.js';
import { normalised } from '../domain/instants.js';
import type { PersonCase } from '../domain/person-case.js';

/** A stay begins: while it lasts and is a 24-hour stay, nothing else is placed. */
@Controller()
export class OnStayStarted {
  readonly #step: ReassessmentStep;

  constructor(step: ReassessmentStep) {
    this.#step = step;
  }

  @EventPattern<string>(stayStarted.type)
  handle(
    @Payload() event: EventOf<typeof stayStarted>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { stayId, setting, startedAt } = event.data;
    const source = sourceOf(event, startedAt);
    const fact = { source, stayId, setting, startedAt: normalised(startedAt) };
    return this.#step.react({ kind: 'stay-started', ...fact }, moment);
  }
}
