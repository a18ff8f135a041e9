import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { stayEnded } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { sourceOf } from '../fact-source.js';
import { ReassessmentStep } from '../reassessment.step.js';
import { normalised } from '../domain/instants.js';
import type { PersonCase } from '../domain/person-case.js';

/** A stay ends: T1, T2, T4, T11, or the end of everything, by setting and disposition. */
@Controller()
export class OnStayEnded {
  readonly #step: ReassessmentStep;

  constructor(step: ReassessmentStep) {
    this.#step = step;
  }

  @EventPattern<string>(stayEnded.type)
  handle(
    @Payload() event: EventOf<typeof stayEnded>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { stayId, setting, disposition } = event.data;
    const endedAt = normalised(event.data.endedAt);
    const startedAt = event.data.startedAt === null ? null : normalised(event.data.startedAt);
    const stay = { stayId, setting, disposition, startedAt, endedAt };
    const source = sourceOf(event, endedAt);
    return this.#step.react({ kind: 'stay-ended', source, ...stay }, moment);
  }
}
