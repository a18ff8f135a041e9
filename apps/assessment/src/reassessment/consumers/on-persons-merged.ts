import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { personsMerged } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { CaseRules } from '../case-rules.js';
import type { PersonCase } from '../domain/person-case.js';

/** Two cases became one: together they may show what neither showed alone. */
@Controller()
export class OnPersonsMerged {
  readonly #rules: CaseRules;

  constructor(rules: CaseRules) {
    this.#rules = rules;
  }

  @EventPattern<string>(personsMerged.type)
  handle(
    @Payload() _event: EventOf<typeof personsMerged>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    return this.#rules.react({ kind: 'time-passed' }, moment);
  }
}
