import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Moment, Outcome, TimerEvent } from '@handrail/messaging';
import { ReassessmentStep } from '../reassessment.step.js';
import type { PersonCase } from '../domain/person-case.js';
import { WAKE_UP } from '../reassessment.timers.js';

/** A time came that a case waited for: a due time, a planned end, somebody who did not arrive. */
@Controller()
export class OnWakeUp {
  readonly #step: ReassessmentStep;

  constructor(step: ReassessmentStep) {
    this.#step = step;
  }

  @EventPattern<string>(WAKE_UP)
  handle(@Payload() _timer: TimerEvent, @Ctx() moment: Moment<PersonCase>): Outcome<PersonCase> {
    return this.#step.react({ kind: 'time-passed' }, moment);
  }
}
