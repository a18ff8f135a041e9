import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { placementWithdrawn } from '@handrail/contracts';
import { ignored } from '@handrail/domain';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { normalised } from '../domain/instants.js';
import type { PersonCase } from '../domain/person-case.js';
import { sourceOf } from '../fact-source.js';
import { ReassessmentStep } from '../reassessment.step.js';

/** A place that somebody had is taken back: nobody is missed there any more, and its plan has no end. */
@Controller()
export class OnPlacementWithdrawn {
  readonly #step: ReassessmentStep;

  constructor(step: ReassessmentStep) {
    this.#step = step;
  }

  @EventPattern<string>(placementWithdrawn.type)
  handle(
    @Payload() event: EventOf<typeof placementWithdrawn>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { placementId, reassessmentId, level, reason: endReason, wasConfirmed } = event.data;
    if (!wasConfirmed) return ignored('nobody-had-the-place');
    const endedAt = normalised(event.time);
    const source = sourceOf(event, endedAt);
    const about = { placementId, reassessmentId, level, endReason, endedAt };
    return this.#step.react({ kind: 'place-ended', source, ...about }, moment);
  }
}
