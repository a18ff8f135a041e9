import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { riskRatingsRecorded } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { sourceOf } from '../fact-source.js';
import { ReassessmentStep } from '../reassessment.step.js';
import { normalised } from '../domain/instants.js';
import type { PersonCase } from '../domain/person-case.js';

/** Ratings are recorded: kept for the next decision, and an open reassessment is run again. */
@Controller()
export class OnRiskRatingsRecorded {
  readonly #step: ReassessmentStep;

  constructor(step: ReassessmentStep) {
    this.#step = step;
  }

  @EventPattern<string>(riskRatingsRecorded.type)
  handle(
    @Payload() event: EventOf<typeof riskRatingsRecorded>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { ratings, context } = event.data;
    const ratedAt = normalised(event.data.ratedAt);
    const source = sourceOf(event, ratedAt);
    return this.#step.react(
      { kind: 'ratings-recorded', source, ratedAt, ratings, context },
      moment,
    );
  }
}
