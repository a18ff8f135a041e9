import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { sessionsScheduled } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { normalised } from '../domain/instants.js';
import type { PersonCase } from '../domain/person-case.js';
import { sourceOf } from '../fact-source.js';
import { ReassessmentStep } from '../reassessment.step.js';

/** The sessions of a place are planned: some time before the last one the stay is reviewed (T11). */
@Controller()
export class OnSessionsScheduled {
  readonly #step: ReassessmentStep;

  constructor(step: ReassessmentStep) {
    this.#step = step;
  }

  @EventPattern<string>(sessionsScheduled.type)
  handle(
    @Payload() event: EventOf<typeof sessionsScheduled>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { placementId, firstSessionAt, lastSessionAt } = event.data;
    const source = sourceOf(event, event.time);
    const plan = {
      firstSessionAt: normalised(firstSessionAt),
      lastSessionAt: normalised(lastSessionAt),
    };
    return this.#step.react({ kind: 'sessions-planned', source, placementId, ...plan }, moment);
  }
}
