import { Injectable } from '@nestjs/common';
import { applied, type EventEnvelope, type Moment, type Outcome } from '@handrail/messaging';
import { PolicyBook } from '../policy/policy-book.js';
import { decide } from './domain/decide.js';
import { evolve } from './domain/evolve.js';
import type { Fact, FactSource } from './domain/facts.js';
import { normalised } from './domain/instants.js';
import type { PersonCase } from './domain/person-case.js';
import type { Circumstances } from './domain/rules.js';
import { publicEvents, timerChanges } from './reassessment.publish.js';

/** Joins the pure rules with the policy in force and the wire: what every consumer calls. */
@Injectable()
export class CaseRules {
  readonly #policies: PolicyBook;

  constructor(policies: PolicyBook) {
    this.#policies = policies;
  }

  circumstances(now: string): Circumstances {
    const { policy } = this.#policies.inForceAt(now);
    return { now, policy, permissions: this.#policies.permissions };
  }

  /** What a fact does to a person's case: new state, events in order, timers to set or cancel. */
  react(fact: Fact, moment: Moment<PersonCase>): Outcome<PersonCase> {
    const circumstances = this.circumstances(normalised(moment.now));
    const decision = decide(moment.state, fact, circumstances);
    if (decision.kind !== 'happened') return decision;
    const after = decision.events.reduce(evolve, moment.state);
    const timers = timerChanges(moment.state, after, circumstances.policy);
    return applied(after, publicEvents(decision.events, after), timers);
  }
}

/** Where a fact comes from, with times in the one spelling that sorts. */
export const sourceOf = (event: EventEnvelope<unknown>, occurredAt: string): FactSource => ({
  eventId: event.id,
  messageId: event.correlationId,
  type: event.type,
  occurredAt: normalised(occurredAt),
  recordedAt: normalised(event.recordedTime),
});
