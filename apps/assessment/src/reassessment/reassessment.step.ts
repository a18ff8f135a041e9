import { Injectable } from '@nestjs/common';
import { applied, type Moment, type Outcome } from '@handrail/messaging';
import { PolicyBook } from '../policy/policy-book.js';
import { act, type Act, type ActTarget } from './domain/act.js';
import { decide } from './domain/decide.js';
import { evolve } from './domain/evolve.js';
import type { Fact } from './domain/facts.js';
import { normalised } from './domain/instants.js';
import type { PersonCase, Reassessment } from './domain/person-case.js';
import type { Circumstances } from './domain/rules.js';
import { riskFactorsOf, toContractEvents } from './reassessment.publish.js';
import { timerChanges } from './reassessment.timers.js';

/** What an act leads to, with the reassessment after it. */
export interface Acted {
  readonly outcome: Outcome<PersonCase>;
  readonly state: PersonCase;
  readonly reassessment: Reassessment;
}

/** Joins the pure rules with the policy in force and the wire: what every consumer and command calls. */
@Injectable()
export class ReassessmentStep {
  readonly #policies: PolicyBook;

  constructor(policies: PolicyBook) {
    this.#policies = policies;
  }

  /** What a fact does to a person's case: new state, events in order, timers to set or cancel. */
  react(fact: Fact, { state, now }: Moment<PersonCase>): Outcome<PersonCase> {
    const circumstances = this.#circumstancesAt(normalised(now));
    const decision = decide(state, fact, circumstances);
    if (decision.kind !== 'happened') return decision;
    const { events } = decision;
    const after = evolve(state, events);
    return applied(
      after,
      toContractEvents(events, after),
      timerChanges(state, after, circumstances.policy),
    );
  }

  /** What a person's act does to one reassessment. Throws a `ActRefusal` where the rules refuse it. */
  act(what: Act, target: ActTarget, { state, now }: Moment<PersonCase>): Acted {
    const circumstances = this.#circumstancesAt(now);
    const { state: after, events } = act(state, target, what, circumstances);
    const published = [
      ...toContractEvents(events, after),
      ...riskFactorsOf(events, target.id, after.personId),
    ];
    return {
      outcome: applied(after, published, timerChanges(state, after, circumstances.policy)),
      state: after,
      reassessment: after.reassessments.find(({ id }) => id === target.id)!,
    };
  }

  #circumstancesAt(now: string): Circumstances {
    const { policy } = this.#policies.inForceAt(now);
    return { now, policy, permissions: this.#policies.permissions };
  }
}
