import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { placementCompleted } from '@handrail/contracts';
import { LEVELS_WITH_AN_END, PLACEMENT_REASONS } from '@handrail/domain';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { sourceOf } from '../fact-source.js';
import { ReassessmentStep } from '../reassessment.step.js';
import { normalised } from '../domain/instants.js';
import type { PersonCase } from '../domain/person-case.js';

/** A place ends: with its plan (T11) somebody is asked what comes next; who left or never came is looked for. */
@Controller()
export class OnPlacementCompleted {
  readonly #step: ReassessmentStep;

  constructor(step: ReassessmentStep) {
    this.#step = step;
  }

  @EventPattern<string>(placementCompleted.type)
  handle(
    @Payload() event: EventOf<typeof placementCompleted>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { placementId, reassessmentId, level, endReason } = event.data;
    const endedAt = normalised(event.data.endedAt);
    const source = sourceOf(event, endedAt);
    const about = { placementId, reassessmentId, level, endedAt };
    // What comes after a 24-hour stay is asked by its own end.
    if (endReason === PLACEMENT_REASONS.finished && LEVELS_WITH_AN_END.includes(level))
      return this.#step.react({ kind: 'plan-ran-out', source, ...about }, moment);
    return this.#step.react({ kind: 'place-ended', source, ...about, endReason }, moment);
  }
}
