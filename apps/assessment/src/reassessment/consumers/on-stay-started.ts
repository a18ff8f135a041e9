import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { stayStarted } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { CaseRules, sourceOf } from '../case-rules.js';
import { normalised } from '../domain/instants.js';
import type { PersonCase } from '../domain/person-case.js';

/** A stay begins: while it lasts and is a 24-hour stay, nothing else is placed. */
@Controller()
export class OnStayStarted {
  readonly #rules: CaseRules;

  constructor(rules: CaseRules) {
    this.#rules = rules;
  }

  @EventPattern<string>(stayStarted.type)
  handle(
    @Payload() event: EventOf<typeof stayStarted>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { stayId, setting, startedAt } = event.data;
    const source = sourceOf(event, startedAt);
    const fact = { source, stayId, setting, startedAt: normalised(startedAt) };
    return this.#rules.react({ kind: 'stay-started', ...fact }, moment);
  }
}
