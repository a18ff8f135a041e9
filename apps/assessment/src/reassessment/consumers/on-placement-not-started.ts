import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { placementNotStarted } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import type { PersonCase } from '../domain/person-case.js';
import { sourceOf } from '../fact-source.js';
import { ReassessmentStep } from '../reassessment.step.js';

/** Nobody came to the first day of a place (T6): somebody reaches out while it is still kept. */
@Controller()
export class OnPlacementNotStarted {
  readonly #step: ReassessmentStep;

  constructor(step: ReassessmentStep) {
    this.#step = step;
  }

  @EventPattern<string>(placementNotStarted.type)
  handle(
    @Payload() event: EventOf<typeof placementNotStarted>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { placementId, reassessmentId, level, startsOn, noticedAt } = event.data;
    const source = sourceOf(event, noticedAt);
    const about = { placementId, reassessmentId, level, startsOn };
    return this.#step.react({ kind: 'place-not-started', source, ...about }, moment);
  }
}
