import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Moment, Outcome, TimerEvent } from '@handrail/messaging';
import { CaseRules } from '../case-rules.js';
import type { PersonCase } from '../domain/person-case.js';
import { WAKE_UP } from '../reassessment.publish.js';

/** A time came that a case waited for: a due time, a planned end, somebody who did not arrive. */
@Controller()
export class OnWakeUp {
  readonly #rules: CaseRules;

  constructor(rules: CaseRules) {
    this.#rules = rules;
  }

  @EventPattern<string>(WAKE_UP)
  handle(@Payload() _timer: TimerEvent, @Ctx() moment: Moment<PersonCase>): Outcome<PersonCase> {
    return this.#rules.react({ kind: 'time-passed' }, moment);
  }
}
