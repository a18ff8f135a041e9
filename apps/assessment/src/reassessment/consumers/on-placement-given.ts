import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { placementConfirmed, placementRescheduled } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import type { PersonCase } from '../domain/person-case.js';
import { sourceOf } from '../fact-source.js';
import { ReassessmentStep } from '../reassessment.step.js';

/** A person has a place: who stays away from it or leaves it is missed, and its plan has an end. */
@Controller()
export class OnPlacementGiven {
  readonly #step: ReassessmentStep;

  constructor(step: ReassessmentStep) {
    this.#step = step;
  }

  @EventPattern<string>(placementConfirmed.type)
  confirmed(
    @Payload() event: EventOf<typeof placementConfirmed>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    return this.#given(event, moment);
  }

  /** Its first day moves: nobody has to be looked for any more who did not come on the old one. */
  @EventPattern<string>(placementRescheduled.type)
  rescheduled(
    @Payload() event: EventOf<typeof placementRescheduled>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    return this.#given(event, moment);
  }

  #given(
    event: EventOf<typeof placementConfirmed> | EventOf<typeof placementRescheduled>,
    moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { placementId, reassessmentId, level, startsOn } = event.data;
    const source = sourceOf(event, event.time);
    const about = { placementId, reassessmentId, level, startsOn };
    return this.#step.react({ kind: 'place-given', source, ...about }, moment);
  }
}
