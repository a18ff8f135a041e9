import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { riskRatingsRecorded } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { CaseRules, sourceOf } from '../case-rules.js';
import { normalised } from '../domain/instants.js';
import type { PersonCase } from '../domain/person-case.js';

/** Ratings are recorded: kept for the next decision, and an open reassessment is run again. */
@Controller()
export class OnRiskRatingsRecorded {
  readonly #rules: CaseRules;

  constructor(rules: CaseRules) {
    this.#rules = rules;
  }

  @EventPattern<string>(riskRatingsRecorded.type)
  handle(
    @Payload() event: EventOf<typeof riskRatingsRecorded>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { ratings, context } = event.data;
    const ratedAt = normalised(event.data.ratedAt);
    const source = sourceOf(event, ratedAt);
    return this.#rules.react(
      { kind: 'ratings-recorded', source, ratedAt, ratings, context },
      moment,
    );
  }
}
